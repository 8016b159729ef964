import type { installing as en } from '../../en/explain/installing.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const installing: TranslatedTopics<typeof en> = {
  'no-systemd': {
    title: '没有可用的 systemd',
    means: '负责开机启动、崩溃后恢复服务器的服务管理器没有在这里运行，或不接受该用户的请求。',
    why: [
      '这是容器，首个进程是别的程序',
      '本机由其他 init 系统管理',
      '使用 --user 时：该终端是用 su 或 sudo 打开的，没有自己的会话',
    ],
    do: [
      '在容器中，服务器本身就是要运行的命令',
      '$ chatctl serve',
      'macOS 或 Windows 可打印服务文件',
      '$ chatctl service install --platform launchd',
      '让单个用户的服务在未登录时也能运行',
      '$ sudo loginctl enable-linger "$USER"',
    ],
  },
  'installation-refused': {
    title: 'service 命令没有开始',
    means: '有些事情必须先明确。没有任何更改。',
    why: [
      '需要 root：提示中有带 sudo 的命令',
      '有不是 chatctl 写的文件挡路；只有 --force 才会替换，并保留旧文件',
      '程序从源代码运行，从未构建',
      '另一个 service 命令仍在执行',
    ],
    do: ['查看将会做什么', '$ chatctl service install --dry-run', '$ chatctl service status'],
  },
  'installation-undone': {
    title: 'service 命令中途失败',
    means: '某一步失败了，或有人按了 Ctrl+C。之前所做的已撤回；提示会说明是否全部撤回。',
    why: ['磁盘已满', '目录只读或是单独的挂载点', 'systemd 拒绝了该单元'],
    do: [
      '查看当前状况',
      '$ chatctl service status',
      '$ df -h /etc /opt /var/log',
      '再次运行同一命令，会补上缺少的部分',
      '$ sudo chatctl service install',
    ],
  },
  'migration-refused': {
    title: '从 Python 服务器的迁移没有开始',
    means: '有些事要先弄清楚。没有做任何改动，也没有动 Python 服务器。',
    why: [
      '给出的目录没有 Server.py，或当前用户无权查看',
      '配置有错误，只有您能改正',
      'Python 服务器属于某个用户自己的 systemd',
      '新服务器的位置上已有别的配置或服务',
    ],
    do: ['查看将会做什么', '$ chatctl migrate /opt/chatserver --dry-run', '$ chatctl config check'],
  },
  'migration-undone': {
    title: '从 Python 服务器的迁移没有完成',
    means:
      '某一步失败、新服务器没有应答，或有人中止了它。Python 服务器会自动恢复；被强制结束或断电之后，用一条命令恢复。',
    why: ['磁盘已满', '端口被别的程序占用', '机器中途停机'],
    do: [
      '查看现在运行的是哪个服务器',
      '$ chatctl service status',
      '恢复原状，可以重复运行',
      '$ sudo chatctl migrate --back',
      '所有文件的备份在 /var/lib/chatctl/migrations',
    ],
  },
}
