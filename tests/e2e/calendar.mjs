// The items that we send for calendars, read by a reader that is neither ours nor the one that wrote them (ical.js, the one of
// Thunderbird). The stories in tests/it/events/items.rs write them, so run those first.
//
//   node calendar.mjs             looks at every file in target/tmp/items
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import ICAL from "ical.js";

const folder = new URL("../../target/tmp/items/", import.meta.url);

/** The calendars of a file: each as it stood in a mail of its own. */
function calendars(name) {
  const text = readFileSync(new URL(name, folder), "utf8");
  const parts = text.split(/(?<=END:VCALENDAR\r\n)/).filter(Boolean);
  return parts.map((part) => {
    for (const line of part.split("\r\n")) assert.ok(!line.includes("\n"), `${name}: a bare line feed`);
    return new ICAL.Component(ICAL.parse(part));
  });
}

/** What one of them says. RFC 5546: one method, one item, one attendee, and the organiser. */
function read(calendar, name) {
  const items = calendar.getAllSubcomponents("vevent");
  assert.equal(items.length, 1, `${name}: one item a calendar`);
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.ok(calendar.getFirstPropertyValue("prodid"));
  const [item] = items;
  for (const once of ["uid", "dtstamp", "dtstart", "dtend", "sequence", "organizer", "attendee", "status", "summary"])
    assert.equal(item.getAllProperties(once).length, 1, `${name}: ${once} stands once`);
  const event = new ICAL.Event(item);
  const method = calendar.getFirstPropertyValue("method");
  const status = item.getFirstPropertyValue("status");
  assert.equal(status, { REQUEST: "CONFIRMED", CANCEL: "CANCELLED" }[method], `${name}: ${method} and ${status}`);
  for (const at of [event.startDate, event.endDate, item.getFirstPropertyValue("dtstamp")])
    assert.equal(at.zone, ICAL.Timezone.utcTimezone, `${name}: times are UTC`);
  assert.ok(event.endDate.compare(event.startDate) > 0, `${name}: ends after it starts`);
  const attendee = item.getFirstProperty("attendee");
  assert.match(attendee.getFirstValue(), /^mailto:[^@]+@voorbeeld\.nl$/);
  assert.match(item.getFirstPropertyValue("organizer"), /^mailto:[^@]+@[^@]+$/);
  assert.doesNotMatch(calendar.toString().replaceAll("\r\n ", ""), /https?:|aanmelding\//, `${name}: no link of one's own`);
  if (method === "REQUEST") assert.equal(attendee.getParameter("rsvp"), "TRUE");
  const hours = (time) =>
    new Intl.DateTimeFormat("nl-NL", { timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "short" }).format(time.toJSDate());
  return {
    method,
    uid: event.uid,
    sequence: event.sequence,
    who: attendee.getFirstValue(),
    from: hours(event.startDate),
    until: hours(event.endDate),
  };
}

const all = (name) => calendars(`${name}.ics`).map((calendar) => read(calendar, name));
const one = (name) => {
  const items = all(name);
  assert.equal(items.length, 1, name);
  return items[0];
};

/** From one day to another: the wall time in Amsterdam stays what the organiser meant, whatever the clock does. */
const walks = {
  january: [["14-01-2027 09:30", "14-01-2027 16:30"], ["08-07-2027 09:30", "08-07-2027 16:30"]],
  march: [["27-03-2027 09:30", "27-03-2027 16:30"], ["28-03-2027 09:30", "28-03-2027 16:30"]],
  october: [["30-10-2027 09:30", "30-10-2027 16:30"], ["31-10-2027 09:30", "31-10-2027 16:30"]],
};
const plain = (text) => text.replace(",", "");

for (const [name, [before, after]] of Object.entries(walks)) {
  const made = one(`${name}-1-create`);
  const moved = one(`${name}-2-move`);
  assert.deepEqual([made.method, plain(made.from), plain(made.until)], ["REQUEST", ...before], name);
  assert.deepEqual([moved.method, plain(moved.from), plain(moved.until)], ["REQUEST", ...after], name);
  assert.equal(moved.uid, made.uid, `${name}: a move is the same item`);
  assert.ok(moved.sequence > made.sequence, `${name}: of a later version`);
  const both = all(`${name}-3-substitute`);
  const gone = both.find((item) => item.method === "CANCEL");
  const came = both.find((item) => item.method === "REQUEST");
  assert.equal(both.length, 2);
  assert.equal(gone.uid, made.uid);
  assert.ok(gone.sequence > moved.sequence && gone.who === made.who, `${name}: taken back from who had it`);
  assert.ok(came.uid !== made.uid && came.who !== made.who, `${name}: the colleague has an item of their own`);
  assert.deepEqual([plain(came.from), plain(came.until)], after);
  const off = one(`${name}-4-cancel`);
  assert.deepEqual([off.method, off.uid, off.who], ["CANCEL", came.uid, came.who], name);
  assert.ok(off.sequence > came.sequence, name);
}

const course = all("course-1-create");
assert.deepEqual(
  course.map((item) => plain(item.from)),
  ["05-03-2027 13:00", "12-03-2027 13:00", "19-03-2027 13:00", "02-04-2027 13:00", "09-04-2027 13:00"],
);
assert.equal(new Set(course.map((item) => item.uid)).size, 5, "each day of a course is an item of its own");
const later = all("course-2-move");
const kept = later.filter((item) => item.method === "REQUEST");
assert.deepEqual(
  kept.map((item) => plain(item.from)),
  ["05-03-2027 13:00", "12-03-2027 13:00", "19-03-2027 13:00", "16-04-2027 13:00"],
);
for (const item of later) {
  const earlier = course.find((known) => known.uid === item.uid);
  assert.ok(earlier && item.sequence > earlier.sequence, "what was sent is what changes");
}
assert.deepEqual(
  all("course-3-cancel").map((item) => item.uid).sort(),
  kept.map((item) => item.uid).sort(),
  "all that is left is taken back",
);

const looked = readdirSync(folder).filter((name) => name.endsWith(".ics"));
assert.equal(looked.length, 3 * 4 + 3, "no file is left out");
console.log(`${looked.length} files of calendar items are understood by ical.js`);
