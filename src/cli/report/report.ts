import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { installation } from '../../host/installation.ts'
import { liveHost } from '../../host/live-host.ts'
import { t } from '../../messages/index.ts'
import { bundleFiles, writeBundle } from '../../report/bundle/write.ts'
import { provenClean } from '../../report/deliver.ts'
import { type MadeReport, makeReport } from '../../report/make.ts'
import type { Proof } from '../../report/redact/proof.ts'
import type { RedactionLevel } from '../../report/redact/redactor.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import { ForeignLinkError } from '../../store/write-place.ts'
import { progressOn } from '../doctor/progress.ts'
import { print } from '../print.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { writeResult } from '../write-result.ts'
import { reportFrom } from './from-bundle.ts'
import { type Format, rendered, renderings } from './render.ts'

/** The flags of `chatctl report`. */
export interface ReportFlags {
  readonly config?: string | undefined
  readonly unit: string
  readonly json: boolean
  readonly format: string
  readonly out?: string | undefined
  readonly bundle?: string | undefined
  readonly from?: string | undefined
  readonly since: string
  readonly redact: string
  readonly 'include-messages': boolean
  readonly mapping?: string | undefined
}

/** Makes a report and writes it; Ctrl+C ends the looking, and what is there is written; a second one ends it at once. Gives the exit code. */
export async function report(flags: ReportFlags): Promise<number> {
  const made = flags.from === undefined ? await look(flags) : await reportFrom(flags.from)
  const { version } = installation()
  const text = rendered(made.report, flags.json ? 'json' : (flags.format as Format), version)
  say(provenClean([{ name: flags.out ?? 'report', bytes: Buffer.from(text) }], made.secrets))
  await write(flags.out, text)
  if (flags.bundle !== undefined) {
    const files = bundleFiles(made, version, renderings(made.report, version))
    const bundle = flags.bundle
    say(await writing(bundle, () => writeBundle(bundle, files, made.secrets, Date.now())))
    note(t('report.wrote', { path: bundle }))
  }
  if (flags.mapping !== undefined) {
    const mapping = flags.mapping
    const content = `${JSON.stringify(made.redactor.mapping, null, 2)}\n`
    await writing(mapping, () => writeResult(mapping, content))
    note(t('report.wrote', { path: mapping }))
  }
  return made.report.complete ? EXIT.ok : EXIT.failed
}

async function look(flags: ReportFlags): Promise<MadeReport> {
  const stop = stopOnSignals()
  const progress = progressOn(process.stderr)
  try {
    return await makeReport(liveHost(), {
      config: flags.config,
      unit: flags.unit,
      level: flags.redact as RedactionLevel,
      spanMs: parseDuration(flags.since) * 1000,
      withMessages: flags['include-messages'],
      signal: stop.signal,
      onFact: (done, of) => progress.show(done, of),
    })
  } finally {
    progress.clear()
    stop.release()
  }
}

async function write(path: string | undefined, text: string): Promise<void> {
  await writing(path ?? t('report.standardOutput'), async () => {
    if (path === undefined) return await print(text)
    await writeResult(path, text)
    note(t('report.wrote', { path }))
  })
}

async function writing<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ChatctlError) throw error
    throw new ChatctlError('report/not-written', { path, detail: whyNot(error) }, { cause: error })
  }
}

function whyNot(error: unknown): string {
  if (error instanceof ForeignLinkError) return t('report.foreignLink', { owner: error.owner })
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENXIO' ? t('report.noReader') : (code ?? String(error))
}

function say({ files, bytes, secrets, forms }: Proof): void {
  note(t('report.proof', { files, bytes, secrets, forms }))
}

/** Results go to standard output alone. */
function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
