import type { ReadStream, WriteStream } from 'node:tty'
import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import { ServerWatch, type WatchedServer, type WatchOptions } from '../../top/server-watch.ts'
import { escapeForTerminal } from '../escape.ts'
import { type ThisHost, thisHost } from '../targets/this-host.ts'
import { act, aimAt } from './act.ts'
import { type Action, answer, begin, type Dialogue } from './dialogue.ts'
import { FullScreen, type Key } from './full-screen.ts'
import { pageOf, picture, type Scene } from './picture.ts'
import { FIRST_VIEW, rowsOf, select, sortNext, type View } from './view.ts'

export interface LiveTopOptions extends Omit<WatchOptions, 'onChange'> {
  readonly input: ReadStream
  readonly output: WriteStream
}

/** How long the outcome of an action stands in the last line. */
const NOTICE_MS = 8000
/** Between two pictures where nothing has come: clocks go on. */
const TICK_MS = 1000
/** An answer that is later than the time between two looks by this is told to be late. */
const LATE_MS = 1500

/** What a signal ends it with; 129 is what shells say of SIGHUP. */
const ENDS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: 129 } as const

/**
 * Shows the server on the whole terminal until somebody quits.
 *
 * @returns the exit code
 * @throws ChatctlError if the server cannot be reached at the start
 */
export async function liveTop(options: LiveTopOptions): Promise<number> {
  const stop = new AbortController()
  const watch = new ServerWatch({ ...options, onChange: () => dashboard?.paint() })
  let dashboard: Dashboard | undefined
  await watch.begin(stop.signal)
  const ended = Promise.withResolvers<number>()
  dashboard = await Dashboard.open(options, watch, ended.resolve)
  const onSignal = (signal: keyof typeof ENDS) => ended.resolve(ENDS[signal])
  for (const signal of Object.keys(ENDS)) process.once(signal as keyof typeof ENDS, onSignal)
  const running = watch.run(stop.signal)
  running.catch(ended.reject)
  try {
    return await ended.promise
  } finally {
    dashboard.close()
    stop.abort()
    await running.catch(() => {})
  }
}

/** Keys in, pictures out. */
class Dashboard {
  readonly #watch: ServerWatch
  readonly #end: (exitCode: number) => void
  readonly #host: ThisHost = thisHost()
  readonly #since = new Date()
  readonly #everyMs: number
  readonly #tick = setInterval(() => this.paint(), TICK_MS)
  #screen!: FullScreen
  #view: View = FIRST_VIEW
  #noticeEnd: NodeJS.Timeout | undefined

  private constructor(watch: ServerWatch, everyMs: number, end: (exitCode: number) => void) {
    this.#watch = watch
    this.#everyMs = everyMs
    this.#end = end
  }

  static async open(
    { input, output, everyMs }: LiveTopOptions,
    watch: ServerWatch,
    end: (exitCode: number) => void,
  ): Promise<Dashboard> {
    const dashboard = new Dashboard(watch, everyMs, end)
    dashboard.#screen = await FullScreen.prepare({
      input,
      output,
      onKey: (key) => dashboard.#pressed(key),
      onRepaint: () => dashboard.paint(),
      onGone: () => end(EXIT.failed),
    })
    dashboard.#screen.open()
    return dashboard
  }

  paint(): void {
    const scene = this.#scene()
    if (scene === null) return
    const { lines, cursor } = picture(scene)
    this.#screen.paint(lines, cursor)
  }

  close(): void {
    clearInterval(this.#tick)
    clearTimeout(this.#noticeEnd)
    this.#screen.close()
  }

  #scene(): Scene | null {
    const { known } = this.#watch
    if (known === null) return null
    const { frozen } = this.#view
    const watched = frozen === null ? known : { ...frozen, trouble: known.trouble }
    const late = performance.now() - known.look.at - this.#everyMs
    return {
      watched,
      view: this.#view,
      rows: rowsOf(this.#view, watched),
      columns: this.#screen.columns,
      height: this.#screen.rows,
      since: this.#since,
      lateSeconds: late > LATE_MS ? Math.round(late / 1000) : 0,
    }
  }

  #pressed(key: Key): void {
    const { dialogue } = this.#view
    if (dialogue !== null) this.#answered(dialogue, key)
    else if (this.#view.help) this.#change({ help: false })
    else this.#command(key)
    this.paint()
  }

  #command({ name, text, ctrl }: Key): void {
    if (ctrl) {
      if (name === 'c' || name === 'd') this.#end(name === 'c' ? EXIT.interrupted : EXIT.ok)
      if (name === 'z') this.#screen.suspend()
      if (name === 'l') this.#screen.refresh()
      if (name === 'n' || name === 'p') this.#move(name === 'n' ? 'down' : 'up')
      return
    }
    const action = ACTIONS[text.toLowerCase()]
    if (action !== undefined) return this.#ask(action)
    if (text === 'q' || text === 'Q') return this.#end(EXIT.ok)
    if (text === 's') return this.#change(sortNext(this.#view))
    if (text === 'p' || text === ' ') return this.#pause()
    if (text === '?' || text === 'h') return this.#change({ help: true })
    if (name === 'tab') return this.#change({ focus: this.#view.focus === 'users' ? 'peers' : 'users' })
    if (text === 'j') return this.#move('down')
    this.#move(name)
  }

  #move(name: string): void {
    const scene = this.#scene()
    if (scene === null) return
    const { rows, view } = scene
    const now = rows.selected[view.focus]
    const steps: Record<string, number> = {
      up: now - 1,
      down: now + 1,
      pageup: now - pageOf(scene),
      pagedown: now + pageOf(scene),
      home: 0,
      end: rows[view.focus].length - 1,
    }
    const wanted = steps[name]
    if (wanted !== undefined) this.#change(select(view, rows, wanted))
  }

  #pause(): void {
    this.#change({ frozen: this.#view.frozen === null ? this.#watch.known : null })
  }

  #ask(action: Action): void {
    const scene = this.#scene()
    if (scene === null || this.#watch.server === null) return this.#notice(t('top.notNow'), true)
    const { rows, view } = scene
    const aim = aimAt(action, view, rows, this.#host)
    if (aim === null) return this.#notice(t('top.noRow'), true)
    // The row in question stays selected, whoever comes and goes while the question stands.
    this.#change({
      ...select(view, rows, rows.selected[view.focus]),
      notice: null,
      dialogue: begin(action, aim),
    })
  }

  #answered(dialogue: Dialogue, key: Key): void {
    const next = answer(dialogue, key)
    if (next === 'cancelled') return this.#notice(t('top.cancelled'), false)
    if (next !== 'agreed') return this.#change({ dialogue: next })
    const { server } = this.#watch
    if (server === null) return this.#notice(t('top.notNow'), true)
    void this.#act(server, dialogue)
  }

  async #act(server: WatchedServer, dialogue: Dialogue): Promise<void> {
    this.#change({ dialogue: null, notice: { text: t('top.doing'), failed: false } })
    try {
      this.#notice(await act(server, dialogue), false)
    } catch (error) {
      this.#notice(escapeForTerminal((error as Error).message), true)
    }
    this.paint()
  }

  #notice(text: string, failed: boolean): void {
    clearTimeout(this.#noticeEnd)
    this.#noticeEnd = setTimeout(() => {
      this.#change({ notice: null })
      this.paint()
    }, NOTICE_MS)
    this.#change({ dialogue: null, notice: { text, failed } })
  }

  #change(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change }
  }
}

const ACTIONS: Readonly<Record<string, Action>> = { b: 'ban', m: 'mute', k: 'kick', x: 'kick' }
