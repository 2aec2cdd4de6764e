import { grantedAs, log, message_read, sendText } from "skerry";

const text = memory.data(256);

export function start(): void {
  sendText(grantedAs("friend"), "hello");
}
export function receive(): void {
  log(grantedAs("log"), text, message_read(text, 0, 256));
}
