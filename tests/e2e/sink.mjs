// A relay on this machine that takes every mail and keeps it whole (RFC 5321, as far as a relay of one test needs it).
import { createServer } from "node:net";

/** Opens the relay. Gives its address for the settings, what it took as `{ to, raw }` in the order of arrival, and its end. */
export async function openSink() {
  const taken = [];
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Whoever ends in the middle of a sentence is no fault of the relay.
    socket.on("error", () => socket.destroy());
    converse(socket, (mail) => taken.push(mail));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `smtp://127.0.0.1:${server.address().port}`, taken: () => taken, close };
}

/** One conversation. Lines may come several at once (PIPELINING), so they are answered one by one. */
function converse(socket, take) {
  let waiting = "";
  let to = [];
  let lines = null;
  const say = (answer) => socket.write(`${answer}\r\n`);
  const commands = {
    EHLO: () => say("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8"),
    RCPT: (line) => (to.push(line.match(/<(.*)>/)[1]), say("250 2.1.5 noted")),
    DATA: () => ((lines = []), say("354 go on")),
    RSET: () => ((to = []), say("250 2.0.0 forgotten")),
    QUIT: () => socket.end("221 2.0.0 goodbye\r\n"),
  };
  const read = (line) => {
    if (lines === null) return (commands[line.slice(0, 4).toUpperCase()] ?? (() => say("250 2.0.0 fine")))(line);
    if (line !== ".") return lines.push(line.replace(/^\./, ""));
    const raw = lines.join("\r\n");
    for (const address of to) take({ to: address, raw });
    lines = null;
    to = [];
    return say("250 2.0.0 taken");
  };
  socket.setEncoding("latin1");
  say("220 sink ESMTP");
  socket.on("data", (text) => {
    waiting += text;
    const whole = waiting.split("\r\n");
    waiting = whole.pop();
    whole.forEach(read);
  });
}
