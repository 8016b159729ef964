import { hostname, networkInterfaces, release, type as systemName, userInfo } from 'node:os'
import { provenance } from '../../host/live-host.ts'
import { groupName } from '../accounts.ts'
import { defineCollector } from '../collector.ts'

/** Who asks, and where. */
export const selfCollector = defineCollector({
  fact: 'self',
  async collect(host, { serviceUser, unitName, unitIsMeant }) {
    const start = performance.now()
    const release_ = await host.readText('/etc/os-release')
    const pretty = release_.seen ? /^PRETTY_NAME="?(.*?)"?$/m.exec(release_.value)?.[1] : undefined
    const addresses = Object.values(networkInterfaces()).flatMap((cards) =>
      (cards ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
    )
    const value = {
      platform: host.platform,
      os: pretty ?? systemName(),
      kernel: release(),
      user: nameOfUser(host.uid),
      uid: host.uid,
      hostname: hostname(),
      addresses,
      sshFrom: (host.env.SSH_CONNECTION ?? host.env.SSH_CLIENT)?.split(' ')[0] || null,
      serviceUser: serviceUser?.name ?? null,
      serviceGroup: serviceUser === null ? null : await groupName(host, serviceUser.gid),
      sudo: host.uid === 0 || host.platform === 'win32' ? '' : 'sudo ',
      unitName,
      unitIsMeant,
    }
    return { seen: true, value, from: provenance('os', start) }
  },
})

/** A user id may have no name, as in a container. */
function nameOfUser(uid: number): string {
  try {
    return userInfo().username
  } catch {
    return String(uid)
  }
}
