/** A command line, and what is around it. */
export interface Call {
  readonly words: readonly string[]
  /** What is typed if anybody is there. */
  readonly input?: string
  /** Whether the server of the configuration runs. */
  readonly isUp?: boolean
  readonly isChinese?: boolean
}

export const inputOf = (call: Call) => Buffer.from(JSON.stringify(call))

/** Undefined for what is no call. */
export function callOf(input: Buffer): Call | undefined {
  try {
    const { words, input: typed, isUp, isChinese } = JSON.parse(input.toString()) as Partial<Call>
    if (!Array.isArray(words) || words.some((word) => typeof word !== 'string')) return undefined
    return {
      words,
      ...(typeof typed === 'string' && { input: typed }),
      ...(isUp === true && { isUp }),
      ...(isChinese === true && { isChinese }),
    }
  } catch {
    return undefined
  }
}
