import { existsSync, renameSync } from 'node:fs'

/**
 * Renames `path` to `path.1`, `path.1` to `path.2` and so on; `path.count` is dropped only if every number is taken.
 *
 * @throws the system's error; no file is lost then, and calling it again goes on where it stopped
 */
export function shiftBackups(path: string, count: number): void {
  let free = 1
  while (free < count && existsSync(`${path}.${free}`)) free++
  for (let number = free; number > 1; number--) renameSync(`${path}.${number - 1}`, `${path}.${number}`)
  renameSync(path, `${path}.1`)
}
