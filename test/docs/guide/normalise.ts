import type { Scene } from './scene.ts'

/** What differs from run to run and is told as if it had been one night. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d (\d\d:\d\d:\d\d)(?:\.\d{3})?/g, '2026-06-15 02:14:07'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d(?!:\d)/g, '2026-06-15 02:14'],
  [/\b\d\d:\d\d:\d\d\.\d{3}\b/g, '02:14:07.215'],
  [/^\d\d:\d\d:\d\d(?= {2})/gm, '02:14:07'],
  [/(?<=\s)\d\d:\d\d:\d\d(?=\s+\d+ )/g, '02:14:07'],
  [/\d{8}-\d{6}(?:-\d+-\d+)?/g, '20260615-021407'],
  // The second of two in one second is a backup like the first.
  [/\d{8}T\d{6}Z(?:-\d+\b)?/g, '20260615T021407Z'],
  [/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:[.-]\d+)?Z/g, '2026-06-15T02:14:07Z'],
  [/\bpid \d+/g, 'pid 4242'],
  [/(PID|进程号?|进程 ID) \d+/g, '$1 4242'],
  [/^\d\d-\d\d \d\d:\d\d(?= [█▒▓])/gm, '06-15 02:14'],
  [/(?<=\b[Pp]rocess +|进程 +)\d+/g, '4242'],
  [/(?<=\(|（)\d+\.\d\d (?=s\)|秒）)/g, '0.50 '],
  [/(?<=\b192\.168\.1\.\d+:)(?!3000\b)\d{4,5}/g, '51234'],
  [/(?<=192\.168\.1\.100 +)\d{5}(?= )/g, '51234'],
  [/(?<=-p )\d+/g, '4242'],
  [/(?<=(?:kill|kill -\w+) )\d+/g, '4242'],
  [/\b(?:[a-z0-9]{5}-){3}[a-z0-9]{5}\b/g, 'k7m2p-x9h4w-q3t8n-c6v5r'],
  // The engine has several words for it, whichever place it is in.
  [
    /(?<=FATAL ERROR: )(?:CALL_AND_RETRY_LAST|Ineffective mark-compacts near heap limit|Zone|Committing semi space failed\.)(?=\s+Allocation)/g,
    'Reached heap limit',
  ],
  [/(?<=chatctl-)\d+\.\d+\.\d+-[0-9a-f]{10}/g, '0.1.0-0123456789'],
  [/(?<=node-)\d+\.\d+\.\d+/g, '24.0.0'],
]

/** Findings about the machine that the guide was made on, or of its being busy, and not about what was wrong with the server. */
const OF_THE_MACHINE =
  /^(?:\d+\. )?\S+ (?:host\/(?:load-high|io-wait|memory-low|clock-unsynchronised|time-jump|file-max)|network\/canary-slow|service\/(?:event-loop-slow|cpu-busy))\b/

/** The same of a stress test, which measures how late it was itself. */
const BUSY = /^(?:This program was late:[\s\S]*?The machine is busy\.|本程序发送迟了[\s\S]*?机器很忙。)\n/gm

/** What a command printed, as the page shows it. */
export function asShown(printed: string): string {
  const shown = VARYING.reduce(
    (text, [pattern, constant]) => text.replace(pattern, constant),
    printed.replace(BUSY, ''),
  )
  return withoutMachine(shown.split('\n'))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether the machine that the guide is made on has troubles of its own, so that counts of warnings would tell of them. */
export function tellsOfMachine(printed: string): boolean {
  return printed
    .split('\n')
    .some((line) => OF_THE_MACHINE.test(line) && !line.includes('host/clock-unsynchronised'))
}

function withoutMachine(lines: readonly string[]): string[] {
  let isOfMachine = false
  return lines.filter((line) => {
    if (/^\S/.test(line) || line === '') isOfMachine = OF_THE_MACHINE.test(line)
    return !isOfMachine
  })
}

/** How many checks came to what changes with every new check, and with what the machine is like. */
const COUNTS =
  /^.*\b0\.50 (?:s\)|秒).*$|^(?:Nothing failed|Nothing is wrong|Causes found|没有失败项|一切正常|发现 \d+ 个原因).*$/gm

/** When how much was logged. */
const HISTOGRAM = /^\d\d-\d\d \d\d:\d\d [█▒▓].*\n/gm

const MILLISECONDS = /\d[\d.]* (?=ms\b|毫秒)/g

/**
 * What has to be the same in two runs: words, not spaces, for behind a longer number a line may end earlier.
 *
 * @param scene  whether its numbers are measured, and whether its lines may come in any order
 */
export function comparable(shown: string, { figures, unordered }: Scene): string {
  const kept = shown.replace(COUNTS, '').replace(HISTOGRAM, '').replace(MILLISECONDS, '#')
  const text = figures ? kept.replace(/\d[\d.,]*(?: [KMG]iB)?/g, '#') : kept
  return (unordered ? text.split('\n').sort().join('\n') : text).replace(/\s+/g, '')
}
