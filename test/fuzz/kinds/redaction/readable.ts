const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** What somebody reads who opens a file with the program that it is meant for. */
export function readable(name: string, text: string): string {
  if (name === 'html')
    return text.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one] ?? one)
  if (name === 'markdown') return text.replace(/\\([^\w\s])/g, '$1')
  if (name.endsWith('.jsonl')) return text.split('\n').flatMap(stringsOf).join('\n')
  return name === 'json' || name === 'facts.json' ? stringsOf(text).join('\n') : text
}

function stringsOf(text: string): string[] {
  if (text.trim() === '') return []
  const found: string[] = []
  JSON.parse(text, (key, value: unknown) => {
    found.push(key)
    if (typeof value === 'string') found.push(value)
    return value
  })
  return found
}
