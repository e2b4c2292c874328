// Datagrams at a tracker as fast as asked. usage: flood HOST PORT junk|connect|forged SECONDS PER_SECOND SOURCE_ADDRESS
// Answers are drained and counted, so that what is measured is the tracker and not this program's full buffer.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 50, LONGEST = 98 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static uint64_t state = 88172645463325252ULL;
static uint64_t chance(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static int fill(unsigned char *datagram, const char *kind) {
  for (int i = 0; i + 8 <= LONGEST; i += 8) {
    uint64_t bits = chance();
    memcpy(datagram + i, &bits, 8);
  }
  if (!strcmp(kind, "connect")) {
    static const unsigned char head[12] = {0, 0, 0x04, 0x17, 0x27, 0x10, 0x19, 0x80, 0, 0, 0, 0};
    memcpy(datagram, head, sizeof head);
    return 16;
  }
  if (!strcmp(kind, "forged")) {  // a whole announce under a connection id that nobody gave
    static const unsigned char announce[4] = {0, 0, 0, 1};
    memcpy(datagram + 8, announce, sizeof announce);
  }
  return LONGEST;
}

int main(int count, char **words) {
  if (count != 7) return 2;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(words[2]))}, from = {.sin_family = AF_INET};
  inet_pton(AF_INET, words[1], &to.sin_addr);
  inet_pton(AF_INET, words[6], &from.sin_addr);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(fd, (void *)&from, sizeof from) || connect(fd, (void *)&to, sizeof to)) {
    perror("flood");
    return 1;
  }
  static unsigned char out[BATCH][LONGEST], in[BATCH][2048];
  struct iovec sends[BATCH], takes[BATCH];
  struct mmsghdr sent[BATCH] = {0}, taken[BATCH] = {0};
  for (int i = 0; i < BATCH; i++) {
    sends[i] = (struct iovec){out[i], LONGEST};
    takes[i] = (struct iovec){in[i], sizeof in[i]};
    sent[i].msg_hdr.msg_iov = &sends[i];
    taken[i].msg_hdr.msg_iov = &takes[i];
    sent[i].msg_hdr.msg_iovlen = taken[i].msg_hdr.msg_iovlen = 1;
  }
  double start = now(), seconds = atof(words[4]), rate = atof(words[5]);
  uint64_t total = 0, answers = 0;
  while (now() - start < seconds) {
    for (int i = 0; i < BATCH; i++) sends[i].iov_len = fill(out[i], words[3]);
    int done = sendmmsg(fd, sent, BATCH, 0);
    if (done > 0) total += done;
    int got;
    while ((got = recvmmsg(fd, taken, BATCH, MSG_DONTWAIT, 0)) > 0) answers += got;
    double ahead = start + total / rate - now();
    if (ahead > 0) usleep(ahead * 1e6);
  }
  printf("%.0f datagrams a second, %.0f answers a second\n", total / (now() - start), answers / (now() - start));
  return 0;
}
