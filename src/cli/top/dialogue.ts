import type { UserInfo } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import type { Risk } from '../targets/risks.ts'
import type { Key } from './full-screen.ts'

export type Action = 'ban' | 'mute' | 'kick'

/** Whom an action is for: an address, or with `user` one connection (only `kick` can tell those apart). */
export interface Aim {
  readonly address: string
  readonly user: UserInfo | null
  /** Who is connected and would be hit. */
  readonly hits: readonly UserInfo[]
  /** Why to think twice. */
  readonly risks: readonly Risk[]
}

/** What is asked before something is done to somebody; one question at a time. */
export interface Dialogue {
  readonly action: Action
  readonly aim: Aim
  readonly step: 'duration' | 'reason' | 'confirm'
  readonly typed: string
  /** null: for good */
  readonly seconds: number | null
  readonly reason: string
  /** What was typed is no time span. */
  readonly isWrong: boolean
}

/** What a key makes of a dialogue: the dialogue as it goes on, or its end. */
export type Answered = Dialogue | 'cancelled' | 'agreed'

const LONGEST_REASON = 200

/** The first question. A kick needs no time and no reason. */
export function begin(action: Action, aim: Aim): Dialogue {
  const step = action === 'kick' ? 'confirm' : 'duration'
  return { action, aim, step, typed: '', seconds: null, reason: '', isWrong: false }
}

/** Takes a key of the person who is asked. */
export function answer(dialogue: Dialogue, key: Key): Answered {
  if (key.name === 'escape' || (key.ctrl && ['c', 'd', 'g'].includes(key.name))) return 'cancelled'
  if (dialogue.step === 'confirm') {
    // Only a plain yes is one: Enter after the last question is too easily pressed twice.
    if (/^[y是]$/i.test(key.text)) return 'agreed'
    return key.text === '' && key.name !== 'return' ? dialogue : 'cancelled'
  }
  if (key.name === 'return' || key.name === 'enter')
    return dialogue.step === 'duration' ? timed(dialogue) : reasoned(dialogue)
  return { ...dialogue, typed: edited(dialogue.typed, key), isWrong: false }
}

function timed(dialogue: Dialogue): Dialogue {
  const { typed } = dialogue
  try {
    const seconds = typed.trim() === '' ? null : parseDuration(typed)
    return { ...dialogue, seconds, step: 'reason', typed: '', isWrong: false }
  } catch (error) {
    if (error instanceof ChatctlError) return { ...dialogue, isWrong: true }
    throw error
  }
}

function reasoned(dialogue: Dialogue): Dialogue {
  return { ...dialogue, reason: dialogue.typed.trim(), step: 'confirm', typed: '' }
}

function edited(typed: string, { text, name, ctrl }: Key): string {
  if (ctrl && name === 'u') return ''
  if (ctrl && name === 'w') return typed.replace(/\S*\s*$/, '')
  if (name === 'backspace') return [...typed].slice(0, -1).join('')
  const letters = text.replaceAll(/\p{Cc}/gu, '')
  return (typed + letters).slice(0, LONGEST_REASON)
}
