import type { Meter } from '../guided/meter.ts'
import type { Kind } from '../kind.ts'

/** A kind that is ready to be fuzzed. */
interface Ready {
  readonly kind: Kind
  /** Tells what runs where the inputs go; undefined where nobody wants to know. */
  readonly meter: Meter | undefined
  /** To be called now and then. */
  progress?(): void
  /**
   * To be called at the end.
   *
   * @throws where something is left that should not be
   */
  end?(): Promise<string>
}

/** Whoever counts what runs in this process has to begin before it is loaded, so everything is loaded when it is wanted. */
type Opening = (meterHere: () => Meter | undefined) => Promise<Ready | { readonly skip: string }>

const here =
  (load: () => Promise<Kind>): Opening =>
  async (meterHere) => {
    const meter = meterHere()
    return { kind: await load(), meter }
  }

const daemon =
  (rules: 'v9' | 'v6'): Opening =>
  async (meterHere) => {
    const [{ FuzzedDaemon }, { frames }] = await Promise.all([
      import('./frames/fuzzed-daemon.ts'),
      import('./frames.ts'),
    ])
    const fuzzed = await FuzzedDaemon.start(rules, meterHere() !== undefined)
    return {
      kind: frames(rules, fuzzed.room),
      meter: fuzzed.meter,
      progress: () => fuzzed.progress(),
      end: async () =>
        `${fuzzed.room.frames} frames, the daemon has grown by ${(await fuzzed.end()) >> 20} MiB`,
    }
  }

/** Everything that can be fuzzed, by the name under which it is kept in the corpus. */
export const KINDS: Readonly<Record<string, Opening>> = {
  'frames-v9': daemon('v9'),
  'frames-v6': daemon('v6'),
  configs: here(async () => (await import('./configs.ts')).configs),
  logs: here(async () => (await import('./logs.ts')).logs),
  bundles: here(async () => (await import('./bundles.ts')).bundles),
  arguments: async () => {
    const { cannotFuzzArguments, commandLines } = await import('./arguments.ts')
    const skip = cannotFuzzArguments()
    return skip === undefined ? await commandLines() : { skip }
  },
  redaction: here(async () => (await import('./redaction.ts')).redaction),
}
