/** As much of the original server as a look from outside meets: it binds the port that a file names, and greets everybody. */
export const SERVER_PY = `import json, socket, struct, threading, time
def serve(connection):
    body = json.dumps({'type': 'text', 'from': '系统', 'msg': '欢迎来到 Python 极客聊天室！'}, ensure_ascii=False).encode()
    try:
        connection.sendall(struct.pack('>I', len(body)) + body)
        while connection.recv(4096):
            pass
    except OSError:
        pass
    connection.close()
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(open('port').read())))
server.listen(5)
print('listening', flush=True)
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
`
