import { errnoNumbered, exitNumbered, type Name, problemNumbered, signalNamed } from '../names.ts'

const CHINESE = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一']
const NUMBER = `\\d+|十一|[一二三四五六七八九十]`
/** `problem 4`, `问题 4`, `问题4 原因2`, `4.2`, `problem 2 错误 1` */
const PROBLEM = new RegExp(
  `^(?:guide |指南)?\\s*(?:problem|问题)\\s*#?(${NUMBER})(?:\\s*[.,:：，、-]?\\s*(?:cause|error|way|原因|错误|方案)?\\s*#?(\\d+))?(?!\\d)`,
  'i',
)
const CAUSE = /^(\d+)\.(\d+)$/
/** `exit 137`, `exited with code 2`, `status=2/INVALIDARGUMENT`, `退出码 137`, `$? = 1`, `203/EXEC` */
const EXIT = [
  /\b(?:exit(?:ed|s)?|returned?|rc|code)(?:\s*(?:code|status|with|=|:|is|non-zero))*\s*[=:(]?\s*(\d{1,3})\b(?!\/(?:KILL|TERM|ABRT|SEGV|HUP|INT|BUS|ILL))/gi,
  /\bcode=exited,\s*status=(\d{1,3})\b/gi,
  /^status=(\d{1,3})(?:$|\/[A-Z_]{5,})/gi,
  /(?:退出码|退出代码|退出状态|返回码|返回值|错误代码)(?:\s*(?:为|是|[:：=]))*\s*(\d{1,3})(?!\d)/g,
  /\$\?\s*[=:]*\s*(\d{1,3})\b/g,
  /^(\d{1,3})\/[A-Z_]{3,}$/g,
]
/** `signal 9`, `SIGKILL`, `code=killed, status=9/KILL`, `信号 9`, `kill -9`, `9/KILL` */
const SIGNAL = [
  /\bcode=(?:killed|dumped),\s*(?:status|signal)=(\d+|[A-Z]+)\b/gi,
  /\b(?:signal|sig)\s*[=:#]?\s*(\d{1,2}|[A-Z]{3,6}\d?)\b/gi,
  /信号\s*[:：=]?\s*(\d{1,2}|(?:SIG)?[A-Z]{3,}\d?)/gi,
  /\bkill\s+-(\d{1,2}|[A-Z]{3,}\d?)\b/gi,
  /\b(SIG[A-Z]{3,}\d?)\b/g,
  /^(?:status=)?(\d{1,2})\/(?:KILL|TERM|ABRT|SEGV|HUP|INT|BUS|ILL|QUIT|PIPE)$/g,
]
/** `[Errno 98]`, `errno: -98`, `WinError 10048`, `os error 13` */
const ERRNO = /(?:errno|winerror|os error)\]?\s*[=:]?\s*-?(\d+)/gi

/** What a number may mean that stands alone: the likeliest first. */
export function bareNumber(text: string): readonly Name[] {
  if (!/^-?\d{1,5}$/.test(text.trim())) return []
  const number = Math.abs(Number(text))
  const errno = errnoNumbered(number)
  const exit = exitNumbered(number)
  // Above the errors of the system the codes of shells and systemd are what people see.
  const codes = number >= 126 ? [exit, errno] : [errno, exit]
  return [problemNumbered(String(number)), ...codes, signalNamed(String(number))].filter((name) =>
    isTold(name, number),
  )
}

/** The guide's problem that a text asks for. */
export function problemAsked(text: string): Name | undefined {
  const [, problem, cause] = PROBLEM.exec(text) ?? CAUSE.exec(text) ?? []
  if (problem === undefined) return undefined
  const chinese = CHINESE.indexOf(problem)
  return problemNumbered(chinese > 0 ? String(chinese) : problem, cause)
}

/** The numbers and signals that a text names as such, with where they stand. */
export function numbersIn(text: string): readonly Name[] {
  const exits = all(text, EXIT).map((word) => exitNumbered(Number(word)))
  const signals = all(text, SIGNAL).map(signalNamed)
  const errnos = all(text, [ERRNO]).map((word) => errnoNumbered(Number(word)))
  return [...errnos, ...signals, ...exits].filter((name) => name !== undefined)
}

const all = (text: string, patterns: readonly RegExp[]) =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))

/** Alone, a number to which nobody here gives a meaning is no answer; an exit code above 125 always means something. */
function isTold(name: Name | undefined, number: number): name is Name {
  if (name === undefined) return false
  return !name.topic.startsWith('other-') || (name.kind === 'exit' && number >= 126)
}
