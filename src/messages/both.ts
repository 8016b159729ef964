import { addCatalogue } from './index.ts'
import { zhCN } from './zh-CN/index.ts'

// For what needs the texts of both languages at once, such as reading a log that was written in either.
addCatalogue('zh-CN', zhCN)

export { inLocale, useLocale } from './index.ts'
