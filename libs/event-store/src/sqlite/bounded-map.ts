/** A map that forgets what was put in first when it holds too much: half of it at once, as taking out one by one is slow. */
export class BoundedMap<Key, Value> {
  private older = new Map<Key, Value>();
  private newer = new Map<Key, Value>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.older.size + this.newer.size;
  }

  get(key: Key): Value | undefined {
    return this.newer.get(key) ?? this.older.get(key);
  }

  set(key: Key, value: Value): void {
    if (this.older.has(key)) {
      this.older.set(key, value);
      return;
    }
    this.newer.set(key, value);
    if (this.newer.size <= this.capacity / 2) return;
    this.older = this.newer;
    this.newer = new Map();
  }
}
