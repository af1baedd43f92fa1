import type { Cluster } from "./cluster.ts";

/** Server settings, given on the command line at each start so that a new release's apply at once. */
const SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
  // Parallel workers share memory through /dev/shm, which containers keep at 64 MB.
  max_parallel_workers_per_gather: "0",
  wal_level: "replica",
  max_wal_size: "2GB",
  autovacuum: "on",
  autovacuum_naptime: "15s",
  timezone: "UTC",
  log_timezone: "UTC",
  // Row contents are confidential: neither statements nor the DETAIL of an error go to the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_line_prefix: "%m [%p] ",
};

const DURABLE = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };
/** For test databases alone: many small ones at a time, worth nothing. */
const FLEETING = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
};

export function serverArguments(cluster: Cluster, port: number): string[] {
  const settings = {
    ...SETTINGS,
    ...(cluster.durable ? DURABLE : FLEETING),
    cluster_name: cluster.name,
    port: String(port),
  };
  return [
    "-D",
    cluster.folder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}
