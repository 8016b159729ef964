const CATALOGUE = /[\\/]src[\\/]messages[\\/](en|zh-CN)[\\/]index\.ts$/

/**
 * The plug-in of the build that turns a catalogue into JSON texts, one a section, each parsed when the first of its messages is
 * wanted. Out of the cache of compiled code V8 makes an object for every text before the program begins.
 */
export const parsedCatalogues = {
  name: 'parsed-catalogues',
  async load(id) {
    if (!CATALOGUE.test(id)) return undefined
    const [[name, sections]] = Object.entries(await import(id))
    const texts = Object.entries(sections).map(
      ([key, texts]) => `${key}: ${JSON.stringify(JSON.stringify(texts))}`,
    )
    const code = `
      const texts = { ${texts.join(', ')} }
      export const ${name} = {}
      for (const key of Object.keys(texts)) {
        let section
        Object.defineProperty(${name}, key, { enumerable: true, get: () => (section ??= JSON.parse(texts[key])) })
      }`
    return { code, moduleType: 'js' }
  },
}
