import { describe, expect, test } from "vitest";
import { isoInstant } from "../instant.ts";
import { blueskyId, blueskySignal, deedOf, gapBetween, isOfRecord, readJetstream, resumeFrom, type JetstreamEvent } from "./jetstream.ts";

const us = "did:plc:northwindnorthwindnorth1";
const them = "did:plc:eygmaihciaxprqvxpfvl6flk";
const cid = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";
const time_us = 1_725_911_162_329_308;
const commit = (collection: string, record: object | undefined, differs: object = {}) => ({
  did: them,
  time_us,
  kind: "commit",
  commit: { rev: "3l3qo2vutsw2b", operation: "create", collection, rkey: "3l3qo2vuowo2b", record, cid, ...differs },
});
const post = (record: object) =>
  commit("app.bsky.feed.post", { $type: "app.bsky.feed.post", createdAt: "2024-09-09T19:46:02.102Z", langs: ["ko"], ...record });
const ours = `at://${us}/app.bsky.feed.post/3l3pte3p2e325`;
const own = { dids: new Set([us]) };
const deed = (event: unknown) => deedOf(readJetstream(event), own);

describe("events of the stream", () => {
  test("a post has its identity by author, collection, key and cid, and its own time", () => {
    const event = readJetstream(post({ text: "은퇴 계획을 세우는 중" }));
    if (event.is !== "post") throw new Error(event.is);
    expect(blueskyId(event.record)).toBe(`${them}/app.bsky.feed.post/3l3qo2vuowo2b/${cid}`);
    const signal = blueskySignal(event, { kind: "mention", topic: "retirement" });
    expect(signal).toMatchObject({
      source: "bluesky",
      author: { kind: "handle", value: `bsky:${them}` },
      url: `https://bsky.app/profile/${them}/post/3l3qo2vuowo2b`,
      excerpt: "은퇴 계획을 세우는 중",
    });
    expect(isoInstant(signal.occurredAt)).toBe("2024-09-09T19:46:02.102Z");
  });
  test("who says that a post is of tomorrow, or of no time at all, is taken by the stream's clock", () => {
    for (const createdAt of ["2034-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "yesterday", undefined]) {
      const event = readJetstream(post({ text: "x", createdAt }));
      expect(event.is === "post" ? event.record.occurredAt : event.is).toBe(BigInt(time_us));
    }
  });
  test("a deletion names the record, whatever state of it is stored, and no other", () => {
    const event = readJetstream(commit("app.bsky.feed.post", undefined, { operation: "delete", cid: undefined }));
    expect(event).toEqual({ is: "deletion", at: BigInt(time_us), record: `${them}/app.bsky.feed.post/3l3qo2vuowo2b` });
    const record = event.is === "deletion" ? event.record : "";
    expect(isOfRecord({ source: "bluesky", externalId: `${record}/${cid}` }, record)).toBe(true);
    expect(isOfRecord({ source: "bluesky", externalId: `${record}2/${cid}` }, record)).toBe(false);
    expect(isOfRecord({ source: "x", externalId: `${record}/${cid}` }, record)).toBe(false);
  });
  test("an account that is closed in whatever way is told, one that opens again is nothing", () => {
    const account = (active: boolean, status?: string) => ({ did: them, time_us, kind: "account", account: { active, did: them, status } });
    for (const status of ["deleted", "deactivated", "takendown", "suspended"])
      expect(readJetstream(account(false, status))).toEqual({ is: "closed-account", at: BigInt(time_us), did: them });
    expect(readJetstream(account(true)).is).toBe("other");
  });
  test.each([
    [null],
    [[]],
    ["{}"],
    [{}],
    [{ ...post({ text: "x" }), time_us: "1725911162329308" }],
    [{ ...post({ text: "x" }), did: "mina" }],
    [{ did: them, time_us, kind: "commit", commit: null }],
    [commit("app.bsky.feed.like", { subject: "at://x" })],
    [commit("app.bsky.feed.post", { text: "x" }, { cid: "x".repeat(5_000) })],
    [commit("app.bsky.feed.post", { text: "x" }, { rkey: "../../etc" })],
    [commit("app.bsky.feed.post", { text: "x" }, { operation: "drop" })],
  ])("%j is unreadable, and nothing fails", (event) => {
    expect(readJetstream(event).is).toBe("unreadable");
  });
});

describe("what people do with what is ours", () => {
  test.each([
    ["like", commit("app.bsky.feed.like", { subject: { uri: ours, cid } })],
    ["share", commit("app.bsky.feed.repost", { subject: { uri: ours, cid } })],
    ["follow", commit("app.bsky.graph.follow", { subject: us })],
    ["reply", post({ text: "얼마예요?", reply: { parent: { uri: ours, cid }, root: { uri: ours, cid } } })],
    ["quote", post({ text: "좋네", embed: { $type: "app.bsky.embed.record", record: { uri: ours, cid } } })],
    ["quote", post({ text: "좋네", embed: { $type: "app.bsky.embed.recordWithMedia", record: { record: { uri: ours, cid } } } })],
  ])("a %s is a signal", (kind, event) => {
    expect(deed(event)).toBe(kind);
  });
  test("with what is somebody else's it is none, nor what we do ourselves", () => {
    expect(deed(commit("app.bsky.feed.like", { subject: { uri: ours.replace(us, them), cid } }))).toBeUndefined();
    expect(deed(commit("app.bsky.graph.follow", { subject: them }))).toBeUndefined();
    expect(deed({ ...commit("app.bsky.feed.like", { subject: { uri: ours, cid } }), did: us })).toBeUndefined();
    expect(deed(post({ text: "은퇴 계획" }))).toBeUndefined();
    const deletion: JetstreamEvent = { is: "deletion", at: 1n, record: `${them}/app.bsky.feed.like/a` };
    expect(deedOf(deletion, own)).toBeUndefined();
  });
});

test("the stream is asked for a little again, and a long silence after a reconnect is a gap", () => {
  expect([resumeFrom(100_000_000n), resumeFrom(1n)]).toEqual([95_000_000n, 0n]);
  expect(gapBetween(100_000_000n, 95_100_000n)).toBeNull();
  expect(gapBetween(100_000_000n, 160_000_000n)).toBeNull();
  expect(gapBetween(100_000_000n, 160_000_001n)).toEqual({ from: 100_000_000n, before: 160_000_001n });
});
