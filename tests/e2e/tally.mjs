// Counts what passed and what failed, and says what was wrong.

/** The longest check waits for an issue to go out at the next minute. */
const LONGEST_CHECK = 5 * 60_000;

export class Tally {
  passed = 0;
  failures = [];

  /** Runs one named check; it fails by throwing or by returning a list of faults. */
  async check(name, work) {
    const from = Date.now();
    let faults;
    try {
      faults = (await inTime(work())) ?? [];
    } catch (error) {
      faults = [firstLines(error)];
    }
    const seconds = ((Date.now() - from) / 1000).toFixed(1);
    if (faults.length === 0) {
      this.passed += 1;
      console.log(`ok      ${name} (${seconds} s)`);
    } else {
      this.failures.push({ name, faults });
      console.log(`FAILED  ${name} (${seconds} s)\n${faults.map((fault) => `        - ${fault}`).join("\n")}`);
    }
    return faults.length === 0;
  }

  /** Prints the failures once more and the closing line; returns the exit code. */
  close() {
    if (this.failures.length > 0) {
      console.log(`\nFailed:\n${this.failures.map(({ name }) => `  ${name}`).join("\n")}`);
    }
    console.log(`\n${this.passed} passed, ${this.failures.length} failed`);
    return this.failures.length === 0 && this.passed > 0 ? 0 : 1;
  }
}

/** A check that hangs is a check that failed, with its name. */
function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs: nothing after ${LONGEST_CHECK / 60_000} minutes`)), LONGEST_CHECK);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const firstLines = (error) =>
  String(error?.message ?? error).replace(/\x1b\[[0-9;]*m/g, "").split("\n").slice(0, 14).join("\n          ");

/** Throws a sentence when something is not so. */
export function expect(truth, sentence) {
  if (!truth) throw new Error(sentence);
}
