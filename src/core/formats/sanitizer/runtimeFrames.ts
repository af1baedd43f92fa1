/**
 * Frames that belong to no flaw: allocators, C libraries, sanitizers, fuzzers, the way a runtime aborts. Two crashes with
 * the same `abort` on top need not share anything. ClusterFuzz leaves out the same ones; names are tried at the frame's
 * start, after "in " and before its file.
 */
const STARTS: readonly string[] = [
  // C library: memory, strings, the end of a process
  ..."free malloc calloc realloc new New delete operator".split(" "),
  ..."scanf main _start gsignal fpehandler( Abort( abort common_exit".split(" "),
  ..."__assert_ __cxa_atexit __cxa_rethrow __cxa_throw __dump_stack __GI_ __libc_".split(" "),
  ..."__pthread_kill __run_exit_handlers _L_unlock_ RaiseException ExitCallback".split(" "),
  ..."__scrt_common_main_seh demangling_terminate_handler exit_or_terminate_process".split(" "),
  ..."libgcc_s.so std::__terminate mozalloc_ generic_cpp_ g_log X11Error".split(" "),
  // sanitizers
  ..."__asan:: __asan_ __hwasan:: __hwasan_ __lsan:: __lsan_ __msan:: __msan_".split(" "),
  ..."__tsan:: __tsan_ __ubsan:: __ubsan_ __sanitizer:: __sanitizer_ __interceptor_".split(" "),
  "___interceptor_backtrace",
  ..."_asan_ _hwasan_ _lsan_ _msan_ _tsan_ _ubsan_ _sanitizer_ asan_".split(" "),
  ..."asan.module_ctor asan.module_dtor MSanAtExitWrapper <libclang_rt.asan.so>".split(" "),
  // fuzzers
  ..."fuzzer:: LLVMFuzzerTestOneInput TestOneProtoInput rust_fuzzer_test_input".split(" "),
  ..."libfuzzer_sys::initialize".split(" "),
  // Rust
  ..."alloc:: core::fmt::write panic_abort:: rust_begin_unwind rust_oom rust_panic".split(" "),
  ..."__rust_try __rust_start_panic std::io::Write::write_fmt std::panic".split(" "),
  ..."std::process::abort std::sys::unix::abort std::sys_common::backtrace _$LT$".split(" "),
  ..."core::panic std::sys::pal::unix::abort std::sys::backtrace".split(" "),
  // Go
  ..."runtime. runtime/debug. testing.tRunner testing.(*F).Fuzz reflect.Value.".split(" "),
  // Chrome, V8, WebKit
  ..."WTF:: WTFCrash CFCrash IsSandboxedProcess SignalAction SignalHandler".split(" "),
  ..."SbSystemBreakIntoDebugger _objc_terminate V8_Fatal blink::ReportV8FatalError".split(" "),
  ..."v8::api_internal::ToLocalEmpty absl::log_internal:: SkAbort_FileLine".split(" "),
  ..."SkMutex::~SkMutex v8::internal::Isolate::PushStackTraceAndDie".split(" "),
  // Android and kernels
  ..."android.app.ActivityManagerProxy. android.os.Parcel.".split(" "),
  ..."art::Thread::CreateNativeThread __kasan_ kasan_ check_memory_region object_err".split(" "),
  ..."print_trailer print_address_description dump_backtrace dump_stack show_stack _etext".split(
    " ",
  ),
  // Fuchsia and Swift
  ..."CrashTrampolineAsm __zx_panic syslog::LogMessage _swift_stdlib_".split(" "),
  "libc_io_functions_not_implemented_use_fdio_instead",
  "<null>",
  "linux-gate.so",
];

/** C's memory and string functions, also with the two underscores of their checked forms. */
const MAYBE_UNDERSCORED =
  "aeabi_ memcmp memcpy memmove memset strcmp strcpy strdup strlen strncpy".split(" ");

const WHOLE = new Set(
  "abort exit pthread_create pthread_kill raise tgkill __chk_fail __fortify_fail panic <unknown> [vdso]".split(
    " ",
  ),
);

const CONTAINED: readonly string[] = [
  ..."ASAN_OnSIGSEGV BaseThreadInitThunk DebugBreak DefaultDcheckHandler".split(" "),
  ..."ForceCrashOnSigAbort MemoryProtection::CMemoryProtector PartitionAlloc".split(" "),
  ..."RtlFreeHeap RtlInitializeExceptionChain RtlReportCriticalFailure".split(" "),
  ..."RtlUserThreadStart RtlpHeapHandleError RtlpLogHeapFailure SkDebugf".split(" "),
  ..."StackDumpSignalHandler __android_log_assert __tmainCRTStartup _asan_rtl_".split(" "),
  ..."agent::asan:: allocator_shim asan_Heap asan_check_access".split(" "),
  ..."asan_osx_dynamic.dylib assert base::FuzzedDataProvider base::allocator".split(" "),
  ..."base::android::CheckException base::debug::BreakDebugger".split(" "),
  ..."base::debug::CollectStackTrace base::debug::StackTrace::StackTrace".split(" "),
  ..."ieee754- libpthread logger logging::CheckError".split(" "),
  ..."stdext::exception::what v8::base::OS::Abort Runtime_AbortCSADcheck".split(" "),
  ..."fuzztest::internal:: +Unknown centipede:: third_party/fuzztest/ /googletest/".split(" "),
  "<unknown module>",
  "Inline Function @",
  // places
  " base/callback",
  " /rust/",
  " /rustc/",
  ..."/AOSP-toolchain/ /bindings/ToV8.h /crosstool/ /gcc/ /glibc- /jemalloc/".split(" "),
  ..."/libc++ libc++/ /libc/ /llvm-build/ /minkernel/crts/ /sanitizer_common/".split(" "),
  ..."/tcmalloc/ /vc/include/ /vctools/crt/ /win_toolchain/ /memorycmp.c".split(" "),
  ..."libc.so libc++.so libc++_shared.so libstdc++.so".split(" "),
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const alternatives = (texts: readonly string[]): string => texts.map(escaped).join("|");

const PATTERN = new RegExp(
  [
    `^(?:${alternatives(STARTS)})`,
    `^(?:__)?(?:${alternatives(MAYBE_UNDERSCORED)})`,
    `(?:${alternatives(CONTAINED)})`,
    "logging::.{0,80}(?:LogMessage|NoreturnError)",
    "libc-[\\d.]{1,12}\\.so",
    "^c:/clusterfuzz/bot/build",
  ].join("|"),
);

/** True for a frame (function and file, as written) that says nothing about the flaw. */
export const isRuntimeFrame = (frame: string): boolean =>
  frame.length < 3 || WHOLE.has(frame) || PATTERN.test(frame.replaceAll("\\", "/"));
