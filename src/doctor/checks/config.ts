import { type Check, defineCheck, type GuideRef } from '../check.ts'
import type { CheckId } from '../check-ids.ts'
import { diagnosticFindings } from './config/diagnostics.ts'
import { missing } from './config/missing.ts'
import { otherThanUnit, overridden } from './config/other-settings.ts'
import { unreadable } from './config/unreadable.ts'
import { NOT_STARTING } from './not-starting.ts'

/** Everything that a configuration which cannot be used keeps from working, and all that is then only guessed from it. */
const BROKEN_CONFIG_EXPLAINS: readonly CheckId[] = [
  ...NOT_STARTING,
  'config/differs-from-running',
  'storage/folder-missing',
  'storage/not-writable',
  'storage/wrong-owner',
]

const UNUSABLE = { clears: BROKEN_CONFIG_EXPLAINS }
const REPAIRABLE = { ...UNUSABLE, automatic: true } as const
const BROKEN: GuideRef = { problem: 1, cause: '配置文件错误' }

/** A check that tells what the reader of config.json found, by the table in config/diagnostics.ts. */
function fromDiagnostics(
  id: CheckId,
  guide: GuideRef,
  { clears = [], automatic }: Pick<Check, 'clears' | 'automatic'> = {},
): Check {
  return defineCheck({
    id,
    guide,
    ...(automatic && { automatic }),
    needs: ['config'],
    wants: ['live'],
    clears,
    judge: ({ config }, all) => diagnosticFindings(id, config, all),
  })
}

/** A broken file, by what broke it (guide, problem 1, cause 2), and one that is not the one that counts. */
export const CONFIG_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'config/missing',
    guide: { problem: 2, cause: '配置文件未找到' },
    automatic: true,
    needs: ['config'],
    wants: ['live'],
    // The defaults that count instead may want to write where the unit does not let the server.
    clears: [
      'config/differs-from-running',
      'network/not-listening',
      'storage/folder-missing',
      'storage/read-only',
      'storage/not-writable',
    ],
    judge: ({ config }, all) => missing(config, all),
  }),
  defineCheck({
    id: 'config/unreadable',
    guide: { problem: 1, cause: '权限问题' },
    automatic: true,
    needs: ['paths', 'self'],
    wants: ['live'],
    clears: BROKEN_CONFIG_EXPLAINS,
    judge: ({ paths, self }, all) => unreadable(paths, self, all),
  }),
  fromDiagnostics('config/not-a-file', { problem: null, cause: '' }, UNUSABLE),
  fromDiagnostics('config/encoding', BROKEN, REPAIRABLE),
  fromDiagnostics('config/syntax', BROKEN, REPAIRABLE),
  fromDiagnostics('config/wrong-type', BROKEN, REPAIRABLE),
  fromDiagnostics('config/wrong-value', BROKEN, UNUSABLE),
  fromDiagnostics('config/missing-key', { problem: null, cause: 'KeyError' }, UNUSABLE),
  fromDiagnostics('config/unknown-key', BROKEN),
  fromDiagnostics('config/duplicate-key', BROKEN),
  defineCheck({
    id: 'config/overridden',
    guide: { problem: null, cause: '' },
    needs: ['config'],
    judge: ({ config }, all) => overridden(config, all),
  }),
  defineCheck({
    id: 'config/other-than-unit',
    guide: { problem: 2, cause: '手动运行查看错误' },
    needs: ['config', 'self'],
    judge: ({ config, self }, all) => otherThanUnit(config, self.unitName, all),
  }),
]
