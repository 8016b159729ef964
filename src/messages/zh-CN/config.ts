export const config = {
  expected: {
    wholeFrom: '不小于 {{min}} 的整数',
    wholeBetween: '{{min}} 到 {{max}} 之间的整数',
    number: '数字',
    positive: '大于 0 的数字',
    flag: 'true 或 false，不加引号',
    text: '用双引号括起来的文本',
    word: '用双引号括起来的非空文本',
    path: '用双引号括起来的文件路径',
    address: '一个地址（如 "10.1.2.3"）或网段（如 "10.0.0.0/8"）',
    list: '列表，如 ["a", "b"]',
    oneOf: '以下之一：{{values}}',
  },
}
