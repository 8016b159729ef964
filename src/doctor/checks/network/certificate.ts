import type { CertificateFacts, ShutPlace } from '../../../facts/shapes/network.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { accountWord, shellWord } from '../../commands.ts'
import { rootOr } from '../../root-or.ts'
import { isRunning, restartCommands, startCommands } from '../../server-process.ts'

const SOON_DAYS = 14

/** Whether the certificate of the TLS port can be read, fits its key, and is in its time. */
export const CERTIFICATE_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/tls-certificate',
    guide: { problem: null, cause: '' },
    needs: ['network', 'self'],
    wants: ['live', 'processes'],
    clears: [
      'service/failed',
      'service/restart-loop',
      'service/not-running',
      'network/not-listening',
      'network/canary-not-heard',
    ],
    judge({ network: { certificate }, self }, all) {
      if (certificate === null) {
        const { config } = all
        // Who may not read the configuration does not know whether it names one.
        if (config.seen && config.value.diagnostics.some(({ id }) => id === 'config/unreadable')) {
          const needs = rootOr(self.serviceUser ?? self.user)
          return about('network/tls-certificate', { path: config.value.file, needs }).unknown('untold')
        }
        return about('network/tls-certificate').skipped('none')
      }
      const { cert, key, error, keyFits, closedToService, validFrom, validTo, daysLeft, isEarly } =
        certificate
      const say = about('network/tls-certificate', {
        cert,
        key,
        path: error?.path ?? closedToService ?? cert,
        code: error?.code ?? '',
        from: validFrom?.slice(0, 10) ?? '',
        to: validTo?.slice(0, 10) ?? '',
        days: Math.abs(daysLeft ?? 0),
        needs: rootOr(self.serviceUser ?? self.user),
        user: self.serviceUser ?? self.user,
      })
      if (isOnlyOurEyes(certificate, self.user, self.serviceUser)) return say.unknown('untold')
      const dates = `openssl x509 -noout -subject -dates -in ${shellWord(cert)}`
      const again = isRunning(all) ? restartCommands(all) : startCommands(all)
      const risk = isRunning(all) ? 'interrupts-users' : 'safe'
      if (error !== null) {
        const look = [say.seen('unreadableSeen', `ls -l ${shellWord(error.path)}`)]
        return [say.error('unreadable', look, say.fix('readable', again, risk))]
      }
      if (closedToService !== null) {
        const look = [
          say.seen(
            'closedSeen',
            `sudo -u ${accountWord(self.serviceUser ?? 'root')} head -1 ${shellWord(closedToService)}`,
          ),
        ]
        const open = openingCommands(certificate.shut ?? [], self)
        // An access list or a security module decides, and nobody else knows what it means.
        if (open.length === 0)
          return [
            say.error('closed', look, say.fix('openByHand', [`namei -l ${shellWord(closedToService)}`])),
          ]
        return [say.error('closed', look, say.fix('open', [...open, ...again], risk))]
      }
      const fix = say.fix('renew', again, risk)
      if (keyFits === false) return [say.error('mismatch', [say.seen('mismatchSeen', dates)], fix)]
      if (daysLeft !== null && daysLeft < 0) return [say.error('expired', [say.seen('dates', dates)], fix)]
      if (isEarly) return [say.error('early', [say.seen('dates', dates)], fix)]
      if (daysLeft !== null && daysLeft < SOON_DAYS)
        return [say.warning('soon', [say.seen('dates', dates)], fix)]
      return []
    },
  }),
]

/**
 * Lets the user of the service read certificate and key where they lie, and nobody else lose it. A group made for that is joined;
 * else folders may be passed, not listed, and files are given to his group: certbot keeps both when it renews.
 */
function openingCommands(shut: readonly ShutPlace[], self: SelfFacts): string[] {
  const { serviceUser, serviceGroup, sudo } = self
  const user = shellWord(serviceUser ?? self.user)
  const [first] = shut
  if (first?.openTo != null && shut.every(({ openTo }) => openTo === first.openTo))
    return [`${sudo}usermod -aG ${shellWord(first.openTo)} ${user}`]
  const group = serviceGroup === null ? user : shellWord(serviceGroup)
  return shut.flatMap(({ path, kind }) => {
    const place = shellWord(path)
    if (kind === 'folder') return [`${sudo}chmod o+x ${place}`]
    return [`${sudo}chgrp ${group} ${place}`, `${sudo}chmod g+r ${place}`]
  })
}

/** What the one who asks may not read, the user of the service may. */
function isOnlyOurEyes({ error }: CertificateFacts, user: string, serviceUser: string | null): boolean {
  return error !== null && ['EACCES', 'EPERM'].includes(error.code) && user !== serviceUser
}
