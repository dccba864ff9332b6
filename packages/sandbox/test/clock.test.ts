import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createClock } from "../src/world/clock.ts";

const START = Date.parse("2026-01-31T12:00:00Z");

function standing() {
  const clock = createClock(START);
  const log: string[] = [];
  onTestFinished(() => clock.stop());
  /** Schedules a task that logs its name and how many milliseconds have passed. */
  const plan = (name: string, after: number, then?: () => void | Promise<void>) =>
    clock.schedule(START + after, () => {
      log.push(`${name} ${clock.now() - START}`);
      return then?.();
    });
  return { clock, log, plan };
}

describe("a clock that stands still", () => {
  test("moves only when told to", async () => {
    const { clock } = standing();
    expect(clock.now()).toBe(START);
    await clock.advance(1500);
    expect(clock.now()).toBe(START + 1500);
    await clock.set("2026-02-01T00:00:00Z");
    expect(clock.now()).toBe(Date.parse("2026-02-01T00:00:00Z"));
    await clock.set(new Date(START));
    expect(clock.now()).toBe(START);
  });

  test("runs tasks in order of time, each at its own", async () => {
    const { clock, log, plan } = standing();
    plan("late", 300);
    plan("early", 100);
    plan("also early", 100);
    plan("too late", 301);
    await clock.advance(300);
    expect(log).toEqual(["early 100", "also early 100", "late 300"]);
  });

  test("runs what tasks schedule on the way", async () => {
    const { clock, log, plan } = standing();
    plan("first", 100, () => void plan("second", 150));
    plan("third", 200);
    await clock.advance(1000);
    expect(log).toEqual(["first 100", "second 150", "third 200"]);
  });

  test("waits for a task before it moves on, and lets tasks of one time run together", async () => {
    const { clock, log, plan } = standing();
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    plan("slow", 100, async () => {
      await pause();
      log.push(`slow ended ${clock.now() - START}`);
    });
    plan("fast", 100);
    plan("next", 101);
    await clock.advance(200);
    expect(log).toEqual(["slow 100", "fast 100", "slow ended 100", "next 101"]);
  });

  test("waits for work that is tracked, and runs what that schedules", async () => {
    const { clock, log, plan } = standing();
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      plan("retry", 50);
    };
    clock.track(work());
    await clock.advance(60);
    expect(log).toEqual(["retry 50"]);
  });

  test("runs what is due without moving", async () => {
    const { clock, log, plan } = standing();
    plan("past", -5);
    plan("now", 0);
    plan("later", 1);
    await clock.advance(0);
    expect(log).toEqual(["past 0", "now 0"]);
    expect(clock.now()).toBe(START);
  });

  test("runs what is due by itself", async () => {
    const { log, plan } = standing();
    plan("now", 0);
    await vi.waitFor(() => expect(log).toEqual(["now 0"]));
  });

  test("makes several moves one after another", async () => {
    const { clock, log, plan } = standing();
    plan("task", 150);
    await Promise.all([clock.advance(100), clock.advance(100)]);
    expect(clock.now()).toBe(START + 200);
    expect(log).toEqual(["task 150"]);
  });

  test("runs nothing that was cancelled, even by a task of the same time", async () => {
    const { clock, log, plan } = standing();
    plan("canceller", 100, () => cancel());
    const cancel = plan("cancelled", 100);
    plan("never", 50)();
    await clock.advance(200);
    expect(log).toEqual(["canceller 100"]);
  });

  test("runs nothing when it goes back, and nothing twice", async () => {
    const { clock, log, plan } = standing();
    plan("task", 100);
    await clock.advance(100);
    await clock.set(START);
    await clock.advance(200);
    expect(log).toEqual(["task 100"]);
  });

  test("runs nothing after it is stopped", async () => {
    const { clock, log, plan } = standing();
    plan("before", 10);
    clock.stop();
    plan("after", 20);
    await clock.advance(100);
    expect(log).toEqual([]);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("rejects an advance by %s", async (by) => {
    const { clock } = standing();
    await expect(clock.advance(by)).rejects.toMatchObject({ code: "invalid_time" });
  });

  test("rejects a time that is none", async () => {
    const { clock } = standing();
    await expect(clock.set("noon")).rejects.toThrow("The time of the clock must be a time");
  });

  test("goes on after a task has failed", async () => {
    const { clock, log, plan } = standing();
    plan("failing", 10, () => {
      throw new Error("broken");
    });
    plan("next", 20);
    await expect(clock.advance(100)).rejects.toThrow("broken");
    await clock.advance(100);
    expect(log).toEqual(["failing 10", "next 20"]);
  });
});

describe("a clock that runs", () => {
  test("shows the system's time, and goes on from where it is set", async () => {
    const clock = createClock();
    onTestFinished(() => clock.stop());
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(100);
    await clock.set(START);
    expect(clock.now() - START).toBeLessThan(1000);
    await vi.waitFor(() => expect(clock.now()).toBeGreaterThan(START));
  });

  test("runs a task when its time has come", async () => {
    const clock = createClock();
    onTestFinished(() => clock.stop());
    const before = clock.now();
    const ran = new Promise<number>((resolve) =>
      clock.schedule(before + 30, () => resolve(clock.now())),
    );
    expect((await ran) - before).toBeGreaterThanOrEqual(30);
  });

  test("runs a task early if it is advanced", async () => {
    const clock = createClock();
    onTestFinished(() => clock.stop());
    const due = clock.now() + 3_600_000;
    let ranAt = 0;
    clock.schedule(due, () => {
      ranAt = clock.now();
    });
    await clock.advance(3_600_001);
    expect(ranAt - due).toBeGreaterThanOrEqual(0);
    expect(ranAt - due).toBeLessThan(1000);
  });

  test("does not go back because a task took longer than it advanced", async () => {
    const clock = createClock();
    onTestFinished(() => clock.stop());
    const before = clock.now();
    clock.track(new Promise((resolve) => setTimeout(resolve, 60)));
    await clock.advance(10);
    expect(clock.now() - before).toBeGreaterThanOrEqual(60);
  });

  test("waits longer than a timer can", async () => {
    const clock = createClock();
    onTestFinished(() => clock.stop());
    let ran = false;
    clock.schedule(clock.now() + 2 ** 31 + 1000, () => {
      ran = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ran).toBe(false);
  });
});
