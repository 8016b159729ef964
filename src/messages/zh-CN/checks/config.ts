export const config = {
  'config/missing': {
    claim: 'config.json 存在',
    found: '{{path}} 不存在：服务器正在（或将会）使用默认配置运行',
    seen: '找不到 {{path}}',
    fix: '写入带有全部默认值的 {{path}}，可直接编辑',
  },
  'config/syntax': { claim: 'config.json 是正确的 JSON' },
} as const
