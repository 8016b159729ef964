export const runtime = {
  'service/modules-missing': {
    claim: '服务器需要的软件包和模块齐全',
    found: 'chatctl 的软件包缺失或损坏：{{modules}}',
    seen: '无法加载：{{modules}}',
    fix: '在 chatctl 的目录中重新安装软件包',
    copy: '服务运行的 chatctl 副本不完整：{{modules}}',
    copySeen: '{{root}} 下缺少：{{modules}}',
    copyFix: '用完整的 chatctl 补齐这个副本（若没有，请先用 npm 重新安装）',
    ownFix: '用完整的软件包补齐这个副本',
    python: 'Python 服务器无法加载：{{modules}}',
    pythonSeen: '{{script}} 导入了 {{modules}}，但 {{python}} 找不到',
    pythonFix: '为该 Python 安装这些模块',
    besideFix: '从服务器安装包中取回 chat_protocol.py，放在脚本旁边',
  },
  'service/node-unsupported': {
    claim: '服务单元使用 chatctl 支持的 Node.js',
    found: '服务单元使用的 Node.js {{version}} 对 chatctl 来说太旧',
    seen: '{{program}} 使用的是 Node.js {{version}}',
    fix: '在服务单元能找到的位置安装 Node.js 24，然后重启服务',
    untold: '{{program}} 没有说明自己的版本',
    none: '此处没有运行 chatctl 的服务单元',
  },
} as const
