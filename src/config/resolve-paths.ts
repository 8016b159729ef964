import { resolve } from 'node:path'
import type { Config } from './schema.ts'

/** A configuration whose paths are absolute; relative ones belong to `base`, the folder of config.json. */
export function resolvePaths(config: Config, base: string): Config {
  const { server, logging, data } = config
  const { control_socket, tls, ...rest } = server
  return {
    ...config,
    server: {
      ...rest,
      ...(control_socket !== undefined && { control_socket: resolve(base, control_socket) }),
      ...(tls && { tls: { ...tls, cert: resolve(base, tls.cert), key: resolve(base, tls.key) } }),
    },
    logging: { ...logging, file: resolve(base, logging.file) },
    data: {
      banned_ips_file: resolve(base, data.banned_ips_file),
      muted_ips_file: resolve(base, data.muted_ips_file),
      directory: resolve(base, data.directory),
    },
  }
}
