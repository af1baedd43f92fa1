/** Lines of a kernel's stack: "RIP: 0010:f+0x1/0x2", " [<ffff>] f+0x1/0x2", " f+0x1/0x2 [module] mm/f.c:1", "pc : f+0x1/0x2". */
const CALL =
  /(?:^|[\s:\]])([A-Za-z_][\w.]*)(?:\+0x[0-9a-f]+\/0x[0-9a-f]+|\s+(?:[\w-]+\/)+[\w-]+\.[chS]:\d+)/;

/** The function of a stack line; frames that the unwinder only guesses ("? f+0x1/0x2") do not count. */
export function kernelCall(line: string): string | null {
  if (/\?\s+[A-Za-z_]/.test(line)) return null;
  const name = CALL.exec(line)?.[1];
  return name === undefined || name === "at" ? null : kernelFunction(name);
}

/** Without what the compiler adds to the name: "f.isra.5.part.6" → "f". */
export const kernelFunction = (name: string): string =>
  name.replace(/\.(?:isra|constprop|part|cold|llvm)\b[.\w]*$/, "");

/** Functions that only report, print, copy, allocate, lock, wait or enter: the fault is their caller's. */
const SKIPPED = new RegExp(
  `^(?:${[
    "_?_?dump_stack\\w*|print_\\w+|show_\\w+|panic\\w*|__warn\\w*|warn_\\w+|report_\\w+|fixup_\\w+|handle_bug|exc_\\w+|asm_\\w+",
    "do_(?:trap|error_trap|invalid_op|page_fault|general_protection|divide_error|user_addr_fault)\\w*|invalid_op|page_fault|general_protection|no_context|__?bad_area\\w*",
    "_?_?kasan_\\w+|__asan_\\w+|check_memory_region\\w*|__?kmsan\\w*|kmsan_\\w+|kcsan_\\w+|__tsan_\\w+|kfence_\\w+|__ubsan_\\w+|ubsan_\\w+|__msan_\\w+|object_err",
    "mem(?:cpy|set|move|cmp|chr)\\w*|__mem\\w+|str(?:n?cpy|n?cmp|n?len|lcpy|scpy|chr)\\w*|_?_?copy_(?:to|from)_\\w+|_?copy_(?:to|from)_(?:user|iter)\\w*|__?(?:get|put)_user\\w*",
    "k[mz]?(?:alloc|calloc|malloc|free)\\w*|__kmalloc\\w*|kmem_cache_\\w+|slab_\\w+|___?slab_\\w+|krealloc|kvmalloc\\w*|kvfree|vmalloc\\w*|__vmalloc\\w*|kstrdup|kmemdup\\w*|__alloc_\\w+|alloc_pages\\w*|__free_slab|free_\\w*page\\w*|__do_kmalloc\\w*|kmemleak_\\w+|create_object",
    "_?_?_?raw_(?:spin|read|write)_\\w+|__raw_\\w+|do_raw_\\w+|_spin_\\w+|spin_\\w+|mutex_\\w+|__mutex_\\w+|rwsem_\\w+|down_\\w+|up_\\w+|lock_\\w+|__lock_\\w+|lockdep_\\w+|check_\\w*lock\\w*|validate_chain|mark_\\w+|register_lock_class|queued_spin_\\w+|native_queued_\\w+|debug_\\w*lock\\w*|rcu_\\w+|__rcu_\\w+|call_rcu",
    "schedule\\w*|__schedule\\w*|__sched_\\w+|preempt_\\w+|context_switch|wait_\\w+|__wait_\\w+|do_wait_\\w+|io_schedule\\w*|bit_wait\\w*|out_of_line_wait\\w*|__might_\\w+|___might_sleep|might_\\w+|__cond_resched|check_preemption_disabled|debug_smp_\\w+|__this_cpu_\\w+|cpu_relax|native_\\w+|arch_\\w+|kthread_stop",
    "refcount_\\w+|__refcount_\\w+|kref_\\w+|kobject_\\w+|debug_object_\\w+|__debug_\\w+|debug_check_\\w+|list_(?:add|del)\\w*|__list_\\w+|usercopy_\\w+|__check_\\w+|check_\\w*object\\w*|_?_?warn_\\w*|add_taint|atomic\\w*|__read_once\\w*|test_and_\\w+|find_next_bit|_find_\\w+",
    "nmi_\\w+|perf_\\w+|irq_\\w+|__irq_\\w+|tick_\\w+|update_process_times|hrtimer_\\w+|__hrtimer\\w*|__run_hrtimer|run_timer_\\w+|smp_\\w+|apic_\\w+|sysvec_\\w+|local_apic\\w*|trigger_\\w+|watchdog\\w*|touch_\\w+|check_cpu_stall|do_softirq\\w*|__do_softirq|invoke_softirq|call_on_stack|handle_softirqs|run_ksoftirqd",
    "__die|die|oops_\\w+|__stack_chk_fail|stack_trace_\\w+|save_\\w*stack\\w*|arch_stack_walk|unwind_\\w+|set_track\\w*|track_\\w+",
  ].join("|")})$`,
);

export const skipsKernelFrame = (name: string): boolean => SKIPPED.test(name);
