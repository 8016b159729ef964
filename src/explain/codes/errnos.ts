/** One error of the system: its numbers, and the words of the C library in English and Chinese. */
export interface Errno {
  readonly linux: number
  readonly mac?: number
  /** Of Windows sockets or of Windows itself, as Python shows it after `WinError`. */
  readonly windows?: readonly number[]
  readonly words: readonly string[]
}

export const ERRNOS = {
  EPERM: { linux: 1, words: ['Operation not permitted', '不允许的操作'] },
  ENOENT: { linux: 2, windows: [2, 3], words: ['No such file or directory', '没有那个文件或目录'] },
  EINTR: { linux: 4, words: ['Interrupted system call', '被中断的系统调用'] },
  EIO: { linux: 5, words: ['Input/output error', '输入/输出错误', 'i/o error'] },
  EBADF: { linux: 9, words: ['Bad file descriptor', '错误的文件描述符'] },
  EAGAIN: { linux: 11, mac: 35, words: ['Resource temporarily unavailable', '资源暂时不可用'] },
  ENOMEM: { linux: 12, words: ['Cannot allocate memory', '无法分配内存'] },
  EACCES: { linux: 13, windows: [5, 10013], words: ['Permission denied', '权限不够', '拒绝访问'] },
  EEXIST: { linux: 17, words: ['File exists', '文件已存在'] },
  ENOTDIR: { linux: 20, words: ['Not a directory', '不是目录'] },
  EISDIR: { linux: 21, words: ['Is a directory', '是一个目录'] },
  EINVAL: { linux: 22, words: ['Invalid argument', '无效的参数'] },
  ENFILE: { linux: 23, words: ['Too many open files in system', '系统中打开的文件过多'] },
  EMFILE: { linux: 24, windows: [10024], words: ['Too many open files', '打开的文件过多'] },
  EFBIG: { linux: 27, words: ['File too large', '文件过大'] },
  ENOSPC: { linux: 28, windows: [112], words: ['No space left on device', '设备上没有空间'] },
  EROFS: { linux: 30, words: ['Read-only file system', '只读文件系统'] },
  EPIPE: { linux: 32, words: ['Broken pipe', '断开的管道'] },
  ENAMETOOLONG: { linux: 36, words: ['File name too long', '文件名过长'] },
  ELOOP: { linux: 40, words: ['Too many levels of symbolic links', '符号连接的层数过多'] },
  EPROTO: { linux: 71, words: ['Protocol error', '协议错误'] },
  EADDRINUSE: {
    linux: 98,
    mac: 48,
    windows: [10048],
    words: ['Address already in use', '地址已在使用', '地址已被使用', '通常每个套接字地址'],
  },
  EADDRNOTAVAIL: {
    linux: 99,
    mac: 49,
    windows: [10049],
    words: ['Cannot assign requested address', '无法指定被请求的地址', "Can't assign requested address"],
  },
  ENETDOWN: { linux: 100, words: ['Network is down', '网络已关闭'] },
  ENETUNREACH: { linux: 101, mac: 51, windows: [10051], words: ['Network is unreachable', '网络不可达'] },
  ECONNABORTED: {
    linux: 103,
    mac: 53,
    windows: [10053],
    words: ['Software caused connection abort', '由软件导致的连接断开', '中止了一个已建立的连接'],
  },
  ECONNRESET: {
    linux: 104,
    mac: 54,
    windows: [10054],
    words: [
      'Connection reset by peer',
      '连接被对方重设',
      '连接被对方重置',
      '强迫关闭了一个现有的连接',
      'socket hang up',
    ],
  },
  ENOTCONN: {
    linux: 107,
    mac: 57,
    windows: [10057],
    words: ['Transport endpoint is not connected', '传输端点尚未连接'],
  },
  ETIMEDOUT: {
    linux: 110,
    mac: 60,
    windows: [10060],
    words: ['Connection timed out', 'Connection timeout', '连接超时'],
  },
  ECONNREFUSED: {
    linux: 111,
    mac: 61,
    windows: [10061],
    words: ['Connection refused', '拒绝连接', '连接被拒绝', '积极拒绝'],
  },
  EHOSTUNREACH: { linux: 113, mac: 65, windows: [10065], words: ['No route to host', '没有到主机的路由'] },
  EDQUOT: { linux: 122, words: ['Disk quota exceeded', '超出磁盘限额'] },
  ENOTFOUND: {
    linux: 3008,
    windows: [11001],
    words: [
      'Name or service not known',
      '未知的名称或服务',
      'getaddrinfo failed',
      'nodename nor servname provided',
    ],
  },
  EAI_AGAIN: { linux: 3001, words: ['Temporary failure in name resolution', '域名解析暂时失败'] },
} as const satisfies Record<string, Errno>

export type ErrnoName = keyof typeof ERRNOS
