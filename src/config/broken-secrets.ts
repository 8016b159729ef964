import { plainValueLength } from './plain-settings.ts'
import { isSection, knownName } from './schema-path.ts'
import type { Range } from './secrets.ts'

/** Shows how a text is built, and nothing of what it says. */
const BETWEEN = /[\s{}[\],:，：]+/y
const CLEAN_NAME = /"([\w$-]{1,40})"[ \t]*:[ \t]*/y
/** With a quote or a colon too few, or of another keyboard. */
const LOOSE_NAME = /["'“”‘’]?([a-z_]{3,40})["'“”‘’]?[ \t]*[:：=,，]?[ \t]*/y
const VALUE_STARTS = /["\d{[a-z-]/iy
const HIDDEN = /"(?:\\.|[^"\\\r\n])*"?|[^\s{}[\],:，："]+/y

/**
 * What must not be shown of a text that is no JSON: all that is not plainly harmless. Where a quote or a bracket is missing,
 * nobody can tell what belongs to which key, so nothing is concluded from the place of a value: it is shown for what it is, next to
 * the name of the setting that it is for.
 */
export function hiddenInBroken(text: string): Range[] {
  const hidden: [start: number, end: number][] = []
  let lineStart = true
  /** Nothing but brackets and the like since the last hidden part, all in its line. */
  let joins = false
  /** The bracket with which the value of a name begins: it is hidden with what is hidden in its line. */
  let opened: number | undefined
  for (let at = 0; at < text.length; ) {
    const between = length(BETWEEN, text, at)
    if (between > 0) {
      const piece = text.slice(at, at + between)
      if (/[\r\n]/.test(piece)) {
        lineStart = true
        joins = false
        opened = undefined
      }
      at += between
      continue
    }
    const shown = shownLength(text, at, lineStart)
    const part = shown || length(HIDDEN, text, at)
    if (shown === 0) {
      const last = hidden.at(-1)
      if (joins && last !== undefined) last[1] = at + part
      else hidden.push([opened ?? at, at + part])
    }
    joins = shown === 0
    lineStart = false
    at += part
    opened = shown > 0 && /[{[]/.test(text.charAt(at)) ? at : undefined
  }
  return hidden
}

function shownLength(text: string, at: number, lineStart: boolean): number {
  if (at > 0 && !/[\s{[,，]/.test(text.charAt(at - 1))) return 0
  const name = matchAt(CLEAN_NAME, text, at)
  if (name?.[1] !== undefined) {
    const end = at + name[0].length
    const value = plainValueLength(text, end, name[1])
    // A list whose comma became a colon must not show its texts as names.
    const known = knownName(name[1]) !== undefined
    const ofItsLine = lineStart && length(VALUE_STARTS, text, end) > 0
    return known || ofItsLine ? name[0].length + value : 0
  }
  const loose = lineStart ? matchAt(LOOSE_NAME, text, at) : null
  if (loose?.[1] === undefined || knownName(loose[1]) !== loose[1]) return 0
  const end = at + loose[0].length
  const value = plainValueLength(text, end, loose[1])
  return value > 0 || (isSection(loose[1]) && text[end] === '{') ? loose[0].length + value : 0
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const length = (pattern: RegExp, text: string, at: number) => matchAt(pattern, text, at)?.[0].length ?? 0
