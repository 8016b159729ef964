/* Clients of the chat protocol, as many as wanted, in one thread: the benchmark's load must cost less than the server's
 * answer to it. Prints one line of JSON.
 *
 *   load talk  PORT key=value...  senders talk, everybody listens: as fast as deliveries come back, or at a rate
 *   load storm PORT key=value...  opens connections as fast as they are greeted, and closes them
 *   load hold  PORT key=value...  opens connections, prints a line, and sends heartbeats until standard input ends
 *
 * Keys: receivers senders bytes window seconds warmup rate (0: as fast as possible) messages (0: by time)
 *       connections at_once heartbeat pid (server whose processor time is reported)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 4, READ_BYTES = 256 << 10, TAIL_BYTES = 64 << 10, STAMP_DIGITS = 16, EVENTS = 512, TIMED_ONE_IN = 16 };
static const char MARK = '^'; /* in front of the time in a text, and nowhere else */
static const double PATIENCE_S = 15;

typedef struct {
    int fd, greeted, blocked;
    uint32_t tail_bytes, tail_room;
    char *tail;                   /* of a frame that is not complete */
    size_t unsent_bytes;
    char *unsent;
    double beat_at;
} Client;

static double receivers = 50, senders = 8, bytes = 100, window = 8, seconds = 2, warmup = 0.5, rate, messages;
static double connections = 2000, at_once = 128, heartbeat = 25, pid;
static const struct { const char *name; double *value; } KEYS[] = {
    {"receivers", &receivers}, {"senders", &senders}, {"bytes", &bytes}, {"window", &window}, {"seconds", &seconds},
    {"warmup", &warmup}, {"rate", &rate}, {"messages", &messages}, {"connections", &connections},
    {"at_once", &at_once}, {"heartbeat", &heartbeat}, {"pid", &pid},
};

static struct sockaddr_in server = {.sin_family = AF_INET};
static Client *clients;
static int count, epoll, greeted, lost;
static char *buffer, *text;
static size_t text_bytes, stamp_at;
static uint64_t got, sent, expected, bytes_in;
typedef struct {
    uint64_t steps[64 << 6], count, longest; /* nanoseconds, 64 steps for each doubling */
} Times;
static Times deliveries, lateness; /* how long texts took, and how late they were sent */
static int timing;

static void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    exit(1);
}

static uint64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
static double now(void) { return (double)nanoseconds() / 1e9; }

static double own_cpu(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* Processor time of the server, all its threads, in seconds. */
static double server_cpu(void) {
    char path[64], line[1024];
    unsigned long user = 0, system = 0;
    if (pid == 0) return 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    if (fgets(line, sizeof line, file)) {
        char *end = strrchr(line, ')');
        if (end) sscanf(end + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    }
    fclose(file);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static void record(Times *times, uint64_t ns) {
    unsigned step = (unsigned)ns;
    if (ns >= 64) {
        int power = 63 - __builtin_clzll(ns);
        step = (unsigned)((power - 5) << 6) + (unsigned)((ns >> (power - 6)) & 63);
    }
    times->steps[step]++;
    times->count++;
    if (ns > times->longest) times->longest = ns;
}
/* The time in microseconds that this share of them did not exceed. */
static double quantile(const Times *times, double share) {
    uint64_t seen = 0, wanted = (uint64_t)(share * (double)times->count);
    for (unsigned step = 0; step < sizeof times->steps / sizeof *times->steps; step++) {
        seen += times->steps[step];
        if (seen <= wanted) continue;
        if (step < 64) return step / 1000.0;
        return (double)((uint64_t)(64 + (step & 63)) << ((step >> 6) - 1)) / 1000.0;
    }
    return (double)times->longest / 1000.0;
}

static void watch(Client *client, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data.ptr = client};
    epoll_ctl(epoll, operation, client->fd, &event);
}
static void hang_up(Client *client) {
    if (client->fd < 0) return;
    close(client->fd);
    client->fd = -1;
}
static void lose(Client *client) {
    if (client->fd >= 0) lost++;
    hang_up(client);
}

static void put(Client *client, const char *from, size_t length) {
    if (client->fd < 0) return;
    ssize_t taken = client->unsent_bytes ? 0 : send(client->fd, from, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken == (ssize_t)length) return;
    if (taken < 0 && errno != EAGAIN) { lose(client); return; }
    if (taken < 0) taken = 0;
    size_t rest = length - (size_t)taken;
    client->unsent = realloc(client->unsent, client->unsent_bytes + rest);
    memcpy(client->unsent + client->unsent_bytes, from + taken, rest);
    client->unsent_bytes += rest;
    if (!client->blocked) watch(client, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
    client->blocked = 1;
}
static void put_rest(Client *client) {
    ssize_t taken = send(client->fd, client->unsent, client->unsent_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken < 0) { if (errno != EAGAIN) lose(client); return; }
    client->unsent_bytes -= (size_t)taken;
    memmove(client->unsent, client->unsent + taken, client->unsent_bytes);
    if (client->unsent_bytes) return;
    client->blocked = 0;
    watch(client, EPOLLIN, EPOLL_CTL_MOD);
}
static void put_packet(Client *client, const char *body) {
    char frame[256];
    uint32_t length = (uint32_t)strlen(body), big = htonl(length);
    memcpy(frame, &big, HEADER);
    memcpy(frame + HEADER, body, length);
    put(client, frame, HEADER + length);
}

static void received(const char *body, uint32_t length, uint64_t at) {
    const char *mark = memchr(body, MARK, length);
    if (!mark || body + length - mark <= STAMP_DIGITS) return;
    got++;
    if (!timing || (rate == 0 && got % TIMED_ONE_IN)) return;
    uint64_t then = 0;
    for (const char *digit = mark + 1; digit <= mark + STAMP_DIGITS; digit++)
        then = then << 4 | (uint64_t)(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
    record(&deliveries, at > then ? at - then : 0);
}

static void take(Client *client) {
    if (client->tail_bytes) memcpy(buffer, client->tail, client->tail_bytes);
    ssize_t read = recv(client->fd, buffer + client->tail_bytes, READ_BYTES, MSG_DONTWAIT);
    if (read <= 0) { if (read == 0 || errno != EAGAIN) lose(client); return; }
    bytes_in += (uint64_t)read;
    if (!client->greeted) greeted++;
    client->greeted = 1;
    uint64_t at = nanoseconds();
    char *next = buffer, *end = buffer + client->tail_bytes + read;
    while (end - next >= HEADER) {
        uint32_t length;
        memcpy(&length, next, HEADER);
        length = ntohl(length);
        if (length > TAIL_BYTES - HEADER) fail("a frame of %u bytes", length);
        if (end - next < HEADER + (ptrdiff_t)length) break;
        received(next + HEADER, length, at);
        next += HEADER + length;
    }
    client->tail_bytes = (uint32_t)(end - next);
    if (client->tail_bytes > client->tail_room) client->tail = realloc(client->tail, client->tail_room = 2 * client->tail_bytes);
    if (client->tail_bytes) memcpy(client->tail, next, client->tail_bytes);
}

static void turn(int milliseconds) {
    static struct epoll_event events[EVENTS];
    int ready = epoll_wait(epoll, events, EVENTS, milliseconds);
    for (int at = 0; at < ready; at++) {
        Client *client = events[at].data.ptr;
        if (client->fd < 0) continue;
        if (client->blocked && events[at].events & EPOLLOUT) put_rest(client);
        if (client->fd >= 0 && events[at].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) take(client);
    }
}

static void dial(Client *client) {
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (client->fd < 0) fail("socket: %s", strerror(errno));
    int one = 1;
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(client->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) { lose(client); return; }
    watch(client, EPOLLIN, EPOLL_CTL_ADD);
}
/* Opens all connections; each counts when the server has said its first word. @returns seconds */
static double dial_all(void) {
    double begin = now(), progress = begin;
    int last = 0;
    for (int next = 0; greeted + lost < count;) {
        while (next < count && next - greeted - lost < at_once) dial(&clients[next++]);
        turn(100);
        if (greeted + lost != last) progress = now();
        last = greeted + lost;
        if (now() - progress > PATIENCE_S) fail("only %d of %d were greeted", greeted, count);
    }
    return now() - begin;
}
/* Waits until nothing has come for so many seconds. */
static void settle(double quiet) {
    for (double last = now(), begin = last; now() - last < quiet && now() - begin < PATIENCE_S;) {
        uint64_t before = bytes_in;
        turn(20);
        if (bytes_in != before) last = now();
    }
}

static void say(int sender, uint64_t when) {
    static const char DIGITS[] = "0123456789abcdef";
    for (int at = STAMP_DIGITS - 1; at >= 0; at--, when >>= 4) text[stamp_at + (size_t)at] = DIGITS[when & 15];
    put(&clients[(int)receivers + sender], text, text_bytes);
    sent++;
    expected += (uint64_t)count - 1;
}
/* Sends for so long, or so many; then waits for what is under way. @returns seconds until the last delivery */
static double talk(double duration, double limit) {
    uint64_t in_flight = (uint64_t)(window * senders) * (uint64_t)(count - 1);
    double begin = now(), last = begin;
    uint64_t seen = got, said = 0;
    for (int sender = 0;;) {
        double t = now();
        int over = limit > 0 ? said >= limit : rate > 0 ? said >= duration * rate : t - begin >= duration;
        if (over && got >= expected) return last - begin;
        if (rate > 0) {
            double due = begin + (double)said / rate;
            if (!over && due <= t) {
                if (timing) record(&lateness, (uint64_t)((t - due) * 1e9));
                say(sender++ % (int)senders, (uint64_t)(due * 1e9));
                said++;
            }
        } else
            while (!over && expected - got + (uint64_t)count - 1 <= in_flight && (limit == 0 || said < limit)) {
                say(sender++ % (int)senders, nanoseconds());
                said++;
            }
        turn(rate > 0 && !over ? 0 : 20);
        if (got != seen) last = now();
        seen = got;
        if (now() - last > PATIENCE_S && (over || rate == 0)) fail("%lu deliveries are missing", expected - got);
        if (lost > 0) fail("%d connections were lost", lost);
    }
}

static void make_text(void) {
    text = malloc((size_t)bytes + 256);
    char *body = text + HEADER;
    int length = sprintf(body, "{\"type\":\"text\",\"from\":\"load\",\"msg\":\"%c", MARK);
    stamp_at = HEADER + (size_t)length;
    memset(body + length, 'x', (size_t)bytes - 1);
    length += (int)bytes - 1;
    length += sprintf(body + length, "\"}");
    uint32_t big = htonl((uint32_t)length);
    memcpy(text, &big, HEADER);
    text_bytes = HEADER + (size_t)length;
}

static void run_talk(void) {
    count = (int)(receivers + senders);
    make_text();
    dial_all();
    settle(0.2);
    /* At full speed, whatever the rate: a server with a compiler in it works on its code for the first seconds of its life. */
    double wanted = rate;
    rate = 0;
    talk(warmup, 0);
    rate = wanted;
    settle(0.2);
    got = sent = expected = bytes_in = 0;
    timing = 1;
    double server_before = server_cpu(), own_before = own_cpu();
    double took = talk(seconds, messages);
    double server_used = server_cpu() - server_before, own_used = own_cpu() - own_before;
    printf("{\"messages\":%lu,\"deliveries\":%lu,\"bytes\":%lu,\"seconds\":%.6f,\"serverCpu\":%.3f,\"loadCpu\":%.3f,"
           "\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f,\"late\":%.1f}\n",
           sent, got, bytes_in, took, server_used, own_used, quantile(&deliveries, 0.5), quantile(&deliveries, 0.99),
           quantile(&deliveries, 0.999), (double)deliveries.longest / 1000.0, quantile(&lateness, 0.99));
}

static void run_storm(void) {
    double before = server_cpu();
    double took = dial_all();
    printf("{\"connections\":%d,\"lost\":%d,\"seconds\":%.6f,\"serverCpu\":%.3f}\n", greeted, lost, took, server_cpu() - before);
}

static void run_hold(void) {
    dial_all();
    settle(0.3);
    printf("{\"connections\":%d,\"lost\":%d}\n", greeted, lost);
    fflush(stdout);
    double begin = now(), cpu = server_cpu();
    for (int at = 0; at < count; at++) clients[at].beat_at = begin + heartbeat * at / count;
    struct pollfd input = {.fd = 0, .events = POLLIN};
    uint64_t beats = 0;
    while (poll(&input, 1, 0) == 0) {
        turn(20);
        double t = now();
        for (int at = 0; at < count; at++) {
            if (clients[at].beat_at > t) continue;
            clients[at].beat_at += heartbeat;
            put_packet(&clients[at], "{\"type\":\"heartbeat\"}");
            beats++;
        }
    }
    printf("{\"lost\":%d,\"heartbeats\":%lu,\"seconds\":%.3f,\"serverCpu\":%.3f}\n", lost, beats, now() - begin, server_cpu() - cpu);
}

int main(int argc, char **argv) {
    if (argc < 3) fail("usage: load talk|storm|hold PORT key=value...");
    server.sin_port = htons((uint16_t)atoi(argv[2]));
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int at = 3; at < argc; at++) {
        size_t key = 0, known = sizeof KEYS / sizeof *KEYS, length = strcspn(argv[at], "=");
        while (key < known && (strlen(KEYS[key].name) != length || strncmp(argv[at], KEYS[key].name, length) != 0)) key++;
        if (key == known || argv[at][length] == 0) fail("what is %s?", argv[at]);
        *KEYS[key].value = atof(argv[at] + length + 1);
    }
    count = (int)connections;
    int most = (int)(receivers + senders) > count ? (int)(receivers + senders) : count;
    struct rlimit files = {(rlim_t)most + 64, (rlim_t)most + 64}, have;
    getrlimit(RLIMIT_NOFILE, &have);
    if (have.rlim_cur < files.rlim_cur && setrlimit(RLIMIT_NOFILE, &files)) fail("%d open files are not allowed", most + 64);
    prctl(PR_SET_TIMERSLACK, 1);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    buffer = malloc(READ_BYTES + TAIL_BYTES);
    clients = calloc((size_t)most, sizeof *clients);
    for (int at = 0; at < most; at++) clients[at].fd = -1;
    if (!strcmp(argv[1], "talk")) run_talk();
    else if (!strcmp(argv[1], "storm")) run_storm();
    else if (!strcmp(argv[1], "hold")) run_hold();
    else fail("what is %s?", argv[1]);
    return 0;
}
