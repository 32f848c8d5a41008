// Word mode: the ends of the range under the cursor move by words, within its sentence.
export class Wording {
  constructor(reading) {
    this.reading = reading;
    const [part, start, end] = (this.sentence = reading.sentence);
    const points = [...reading.text.words(this.sentence)];
    this.starts = [];
    this.ends = [];
    points.forEach((point, at) => {
      const blank = (other) => other === undefined || !other.trim();
      if (!blank(point) && blank(points[at - 1])) this.starts.push(start + at);
      if (!blank(point) && blank(points[at + 1])) this.ends.push(start + at + 1);
    });
    this.place = [part, start, end];
  }

  // Move the start by `step` words, or with `tail` the end.
  move(step, tail) {
    const [, start, end] = this.place, marks = tail ? this.ends : this.starts;
    const now = tail ? end : start;
    const next = step > 0 ? marks.find((at) => at > now) : marks.findLast((at) => at < now);
    if (next === undefined || (tail ? next <= start : next >= end)) return;
    this.place[tail ? 2 : 1] = next;
    this.reading.draw();
    this.reading.bench.hear(this.reading.text.words(this.place));
  }
}
