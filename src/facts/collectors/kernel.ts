import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'

/** What deployment advice sets for a chat server. */
const SETTINGS = [
  'net.core.somaxconn',
  'net.ipv4.tcp_max_syn_backlog',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.ip_unprivileged_port_start',
  'fs.file-max',
]

const MOST_BYTES = 256 * 1024

/** Kernel settings (guide, problem 7, solution 1) and the descriptors in use on the whole machine. */
export const kernelCollector = defineCollector({
  fact: 'kernel',
  async collect(host) {
    const start = performance.now()
    if (host.platform !== 'linux') return unseen('unsupported', host.platform, provenance('/proc/sys', start))
    const read = async (name: string) => {
      const file = await host.readText(`/proc/sys/${name.replaceAll('.', '/')}`)
      return [name, file.seen ? file.value.trim() : null] as const
    }
    const [pairs, files, conf] = await Promise.all([
      Promise.all(SETTINGS.map(read)),
      host.readText('/proc/sys/fs/file-nr'),
      host.readText('/etc/sysctl.conf', { maxBytes: MOST_BYTES }),
    ])
    const set = (conf.seen ? conf.value : '').matchAll(/^[ \t]*-?([\w./-]+)[ \t]*=/gm)
    const inSysctlConf = [...set].map(([, name = '']) => name.replaceAll('/', '.'))
    const [used, , limit] = files.seen ? files.value.trim().split(/\s+/).map(Number) : []
    const value = {
      settings: Object.fromEntries(
        pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null),
      ),
      inSysctlConf: SETTINGS.filter((name) => inSysctlConf.includes(name)),
      openFiles: used === undefined || limit === undefined ? null : { used, limit },
    }
    return { seen: true, value, from: provenance('/proc/sys', start) }
  },
})
