export const maintenance = {
  'maintenance/debug-level': {
    claim: '日志级别不是 DEBUG',
    found: '日志级别为 DEBUG：日志会快速增长',
    fix: '排查结束后改回 INFO',
  },
  'maintenance/backup': {
    claim: '最近一周有可读取的备份',
    none: '没有找到备份',
    looked: '查找过的位置：{{folders}}',
    newest: '最新备份：{{path}}，生成于 {{made}}',
    damaged: '最新的备份已损坏：{{path}}',
    old: '最新的备份已是 {{days}} 天前',
    fix: '每天备份 config.json 和数据目录',
  },
  'maintenance/updates': {
    claim: '系统软件包在一个月内更新过，需要重启时已重启',
    old: '已有 {{days}} 天没有更新系统软件包',
    seen: '软件包最近一次变动：{{time}}',
    fix: '安装更新',
    reboot: '有更新需要重启系统才能生效',
    rebootSeen: '系统留下了需要重启的标记',
    rebootFix: '在线人数较少时重启系统',
    untold: '本系统没有记录软件包的更新时间',
  },
  'maintenance/monitor': {
    claim: '有定时任务监控服务器',
    found: '没有定时任务监控服务器',
    seen: '定时器和 crontab 中都没有提到它',
    denied: '无法查看 {{paths}}。需要：root',
    fix: '每五分钟运行一次 doctor，并把结果发送给自己',
  },
  'maintenance/password-age': {
    claim: '管理员密码的使用时间不超过半年',
    found: '管理员密码至少已有 {{days}} 天没有更换',
    seen: '{{path}} 最后修改于 {{time}}',
    none: '没有设置密码',
  },
} as const
