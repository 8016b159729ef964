const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)
const three = (n: number) => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : `${n}`)

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Local time as text. The parts that last a second are computed once a second: this runs for every line. */
export class LocalTime {
  #second = Number.NaN
  #plain = ''
  #isoHead = ''
  #offset = ''
  #millisecond = Number.NaN
  #iso = ''

  #look(ms: number): void {
    const second = Math.floor(ms / 1000)
    if (second === this.#second) return
    this.#second = second
    const date = new Date(second * 1000)
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
    const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
    this.#plain = `${day} ${clock}`
    this.#isoHead = `${day}T${clock}.`
    this.#offset = offset(date)
  }

  /** `2026-11-23 10:00:00`, as the original servers write it. */
  plain(ms: number): string {
    this.#look(ms)
    return this.#plain
  }

  /** `2026-11-23T10:00:00.123+08:00` */
  iso(ms: number): string {
    if (ms === this.#millisecond) return this.#iso
    this.#look(ms)
    this.#millisecond = ms
    this.#iso = this.#isoHead + three(Math.floor(ms - this.#second * 1000)) + this.#offset
    return this.#iso
  }
}
