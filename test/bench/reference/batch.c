/* The least that a fan-out server can do: every frame goes to all other connections, and what one turn of its loop has read
 * leaves in one send for each of them. No JSON, no names, no limits. It stands for what the kernel allows.
 *
 *   batch PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADER = 4, READ_BYTES = 64 << 10, EVENTS = 256, FIRST_BYTE_OF_TYPE = 13 };

typedef struct {
    int fd, at, said; /* said: has frames in this turn */
    size_t tail_bytes, unsent_bytes;
    char *tail, *unsent;
} Client;
typedef struct { Client *from; size_t begin, bytes; } Piece;

static Client **clients;
static int count, room, epoll;
static char buffer[2 * READ_BYTES], *turn;
static size_t turn_bytes, turn_room;
static Piece *pieces;
static int piece_count, piece_room;

static void watch(Client *client, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data.ptr = client};
    epoll_ctl(epoll, operation, client->fd, &event);
}
static void put(Client *client, const char *from, size_t bytes) {
    ssize_t taken = client->unsent_bytes ? 0 : send(client->fd, from, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken == (ssize_t)bytes || (taken < 0 && errno != EAGAIN)) return;
    if (taken < 0) taken = 0;
    if (!client->unsent_bytes) watch(client, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
    client->unsent = realloc(client->unsent, client->unsent_bytes + bytes - (size_t)taken);
    memcpy(client->unsent + client->unsent_bytes, from + taken, bytes - (size_t)taken);
    client->unsent_bytes += bytes - (size_t)taken;
}
static void put_rest(Client *client) {
    ssize_t taken = send(client->fd, client->unsent, client->unsent_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken <= 0) return;
    client->unsent_bytes -= (size_t)taken;
    memmove(client->unsent, client->unsent + taken, client->unsent_bytes);
    if (!client->unsent_bytes) watch(client, EPOLLIN, EPOLL_CTL_MOD);
}
static void remember(Client *from, const char *frame, size_t bytes) {
    if (turn_bytes + bytes > turn_room) turn = realloc(turn, turn_room = 2 * (turn_bytes + bytes));
    memcpy(turn + turn_bytes, frame, bytes);
    if (piece_count && pieces[piece_count - 1].from == from) pieces[piece_count - 1].bytes += bytes;
    else {
        if (piece_count == piece_room) pieces = realloc(pieces, sizeof *pieces * (size_t)(piece_room = 2 * piece_room + 64));
        pieces[piece_count++] = (Piece){from, turn_bytes, bytes};
    }
    from->said = 1;
    turn_bytes += bytes;
}
/* @returns whether the connection lives */
static int take(Client *client) {
    memcpy(buffer, client->tail, client->tail_bytes);
    ssize_t read = recv(client->fd, buffer + client->tail_bytes, READ_BYTES, MSG_DONTWAIT);
    if (read <= 0) return read < 0 && errno == EAGAIN;
    char *next = buffer, *end = buffer + client->tail_bytes + read;
    while (end - next >= HEADER) {
        uint32_t length;
        memcpy(&length, next, HEADER);
        length = ntohl(length);
        if (length > READ_BYTES - HEADER) return 0;
        if (end - next < HEADER + (long)length) break;
        if (length < 24 || next[FIRST_BYTE_OF_TYPE] != 'h') remember(client, next, HEADER + length);
        next += HEADER + length;
    }
    client->tail_bytes = (size_t)(end - next);
    client->tail = realloc(client->tail, client->tail_bytes + 1);
    memcpy(client->tail, next, client->tail_bytes);
    return 1;
}
static void hand_out(void) {
    for (int at = 0; at < count && turn_bytes; at++) {
        Client *client = clients[at];
        if (!client->said) put(client, turn, turn_bytes);
        else for (int piece = 0; piece < piece_count; piece++)
            if (pieces[piece].from != client) put(client, turn + pieces[piece].begin, pieces[piece].bytes);
    }
    for (int piece = 0; piece < piece_count; piece++) pieces[piece].from->said = 0;
    turn_bytes = 0;
    piece_count = 0;
}
static void welcome(int fd) {
    static const char GREETING[] = "\0\0\0\x2f{\"type\":\"text\",\"from\":\"system\",\"msg\":\"welcome\"}";
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    Client *client = calloc(1, sizeof *client);
    client->fd = fd;
    client->at = count;
    if (count == room) clients = realloc(clients, sizeof *clients * (size_t)(room = 2 * room + 64));
    clients[count++] = client;
    watch(client, EPOLLIN, EPOLL_CTL_ADD);
    put(client, GREETING, sizeof GREETING - 1);
}
static void leave(Client *client) {
    clients[client->at] = clients[--count];
    clients[client->at]->at = client->at;
    close(client->fd);
    free(client->tail);
    free(client->unsent);
    free(client);
}

int main(int argc, char **argv) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct rlimit files;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (argc < 2) return 2;
    signal(SIGPIPE, SIG_IGN);
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    address.sin_port = htons((uint16_t)atoi(argv[1]));
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) return perror("listen"), 1;
    epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN}, events[EVENTS];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        Client *gone[EVENTS];
        int gone_count = 0, ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int at = 0; at < ready; at++) {
            Client *client = events[at].data.ptr;
            if (!client) {
                for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) welcome(fd);
                continue;
            }
            if (events[at].events & EPOLLOUT && client->unsent_bytes) put_rest(client);
            if (events[at].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && !take(client)) gone[gone_count++] = client;
        }
        hand_out();
        for (int at = 0; at < gone_count; at++) leave(gone[at]);
    }
}
