package org.skerry.wasm.load;

import java.util.regex.Pattern;

/** What to do about an import that no interface offers, by the tool that it betrays. */
enum ImportAdvice {
    ASSEMBLYSCRIPT(
            "env\\.(abort|trace|seed)",
            "AssemblyScript asks for it: build with --use abort=, and without what needs it."),
    WASM_BINDGEN(
            "(wbg|__wbindgen\\w*|\\./.*)\\..*|.*\\.__w(bg|bindgen)_.*",
            "It is JavaScript that wasm-bindgen wrote: build without it, or for WASI preview 1."),
    EMSCRIPTEN(
            "a\\..{1,3}|env\\.(_?_?emscripten_.*|__syscall_.*|invoke_.*|___?cxa_.*|_embind_.*|_emval_.*|_abort_js|_abort|___setErrNo|"
                    + "abortOnCannotGrowMemory|enlargeMemory|getTotalMemory)",
            "It is JavaScript that Emscripten wrote: build with -sSTANDALONE_WASM, or for WASI preview 1."),
    GO("(go|gojs)\\..*", "It is the JavaScript of Go: build with GOOS=wasip1, or with TinyGo for waPC."),
    COMPONENT("wasi:.*", "It belongs to a component: build for WASI preview 1."),
    LINKER(
            "GOT\\..*|env\\.(__memory_base|__table_base|__stack_pointer|__indirect_function_table)",
            "It is a part for a dynamic linker: link it whole."),
    NONE(".*", "Import only what docs/CONTRACT.md lists.");

    private final Pattern pattern;
    private final String instruction;

    ImportAdvice(String pattern, String instruction) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        this.instruction = instruction;
    }

    /** The instruction for an import named {@code module.field}. */
    static String of(String name) {
        for (ImportAdvice advice : values()) {
            if (advice.pattern.matcher(name).matches()) {
                return advice.instruction;
            }
        }
        throw new AssertionError(name);
    }
}
