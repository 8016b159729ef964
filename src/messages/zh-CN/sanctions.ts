export const sanctions = {
  broken: {
    comma: '{{file}} 第 {{line}} 行第 {{column}} 列：这里缺少逗号',
    value: '{{file}} 第 {{line}} 行第 {{column}} 列：这里应为用双引号括起来的地址',
    quote: '{{file}} 第 {{line}} 行第 {{column}} 列：缺少右双引号',
    bracket: '{{file}} 第 {{line}} 行第 {{column}} 列：缺少右方括号 ]',
    comment: '{{file}} 第 {{line}} 行第 {{column}} 列：JSON 不支持注释，请删除',
    after: '{{file}} 第 {{line}} 行第 {{column}} 列：右方括号 ] 之后不能再有内容',
    syntax: '{{file}} 第 {{line}} 行第 {{column}} 列：不是有效的 JSON',
    notString: '{{file}} 第 {{line}} 行第 {{column}} 列：每一项都必须是用双引号括起来的地址',
    notArray: '{{file}} 第 {{line}} 行第 {{column}} 列：文件内容必须是列表，例如 ["10.0.0.7", "192.168.1.9"]',
    object:
      '{{file}} 第 {{line}} 行第 {{column}} 列：这里是花括号 { } 对象，文件内容必须是列表，例如 ["10.0.0.7", "192.168.1.9"]',
    empty: '{{file}} 第 {{line}} 行第 {{column}} 列：文件为空，空列表应写成 []',
    encoding: '{{file}} 第 {{line}} 行第 {{column}} 列：不是 UTF-8 文本，请另存为 UTF-8 编码',
    unreadable: '无法读取 {{file}}：{{detail}}',
  },
  editRefused: '本次修改未生效，仍使用之前的名单。{{problem}}',
  brokenAtStart: '{{problem}}。能识别的 {{count}} 个地址已生效。',
  editMended: '{{file}} 已恢复正常并生效。',
  setAside: '{{file}} 无法读取，已另存为 {{copy}}，并写入了新的名单。',
  expiryNotWritten: '无法从 {{file}} 中删除到期的条目：{{detail}}。该条目已不再生效。',
  stateUnreadable: '无法读取 {{file}}，全员禁言已关闭：{{detail}}',
}
