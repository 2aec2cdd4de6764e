package org.skerry.model.sharedmem.runtime;

/** What a block of the runtime's heap is for. The ordinal is part of saved states: append only. */
public enum Purpose {
    /** Linear memory of an actor. */
    MEMORY("actor "),
    /** What the runtime must know of an actor: limit of its memory, where its mailbox and its handle table are. */
    CONTROL("runtime state of "),
    /** Messages that wait for an actor. */
    MAILBOX("mailbox of "),
    /** Capabilities of an actor. */
    TABLE("handle table of "),
    /** The answer to a call, until the caller takes it. */
    ANSWER("answer for "),
    /** Memory that actors share on purpose. */
    WINDOW("shared window "),
    /** A timer that an actor has set. */
    TIMER("timer of "),
    /** What a memory-safe language keeps in front of an object. */
    HEADER("object header of "),
    /** Registers of an actor that does not run. */
    REGISTERS("saved registers of "),
    /** Descriptors by which a driver and a device tell each other of buffers. */
    RING("descriptor rings of "),
    /** What a device has written for a driver to take. */
    BUFFER("buffers of "),
    /** Tables of the unit that translates addresses of devices. */
    IO_TABLE("IOMMU tables of "),
    /** What a kernel keeps: tasks and run queues. */
    KERNEL("kernel's "),
    /** Entries of page tables. */
    PAGE_TABLE("page tables of the "),
    /** Code of an image, which all its actors execute. */
    CODE("code of ");

    private final String before;

    Purpose(String before) {
        this.before = before;
    }

    /** Whether a block of this purpose is one actor's, or serves several. */
    boolean ofOneActor() {
        return this != WINDOW && this != IO_TABLE && this != KERNEL && this != PAGE_TABLE && this != CODE;
    }

    /** Whose bytes a block of this purpose holds, for people. */
    public String owner(String name) {
        return before + name;
    }
}
