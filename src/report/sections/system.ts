import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, pairs } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'

/** `uname -a` and the runtime's version (guide, diagnostic script 1). */
export const systemSection: SectionMaker = ({ facts }) => ({
  id: 'system',
  blocks: [
    ...fromFact(facts, 'self', (self) => [
      pairs([
        [t('report.label.os'), self.os],
        [t('report.label.kernel'), `${self.platform} ${self.kernel}`],
        [t('report.label.host'), self.hostname],
        [t('report.label.addresses'), self.addresses.join('  ')],
        [t('report.label.asker'), `${self.user} (${self.uid})`],
        [t('report.label.serviceUser'), self.serviceUser],
      ]),
    ]),
    ...fromFact(facts, 'clock', ({ bootedAt, synchronized }) => [
      pairs([
        [t('report.label.booted'), bootedAt && dayAndTime(bootedAt)],
        [
          t('report.label.clock'),
          synchronized === null ? null : t(synchronized ? 'report.yes' : 'report.no'),
        ],
      ]),
    ]),
    ...fromFact(facts, 'load', ({ load1, load5, cpus, cpuPressure, ioPressure, ioWait }) => [
      pairs([
        [t('report.label.load'), `${load1} ${load5} (${cpus} CPU)`],
        [
          t('report.label.pressure'),
          cpuPressure === null
            ? null
            : `CPU ${cpuPressure} %  I/O ${ioPressure ?? '?'} %  iowait ${ioWait ?? '?'} %`,
        ],
      ]),
    ]),
  ],
})
