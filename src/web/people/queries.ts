import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { roles, type Role } from "../../domain/member.ts";
import { findMembers, listLeaves, listMembers, listUnattributed, showMember, showMemberCalendar } from "../client.ts";

export const roleNamed = (text: string | undefined): Role | undefined => roles.find((role) => role === text);

export type PeopleAsked = {
  readonly find?: string | undefined;
  readonly team?: string | undefined;
  readonly role?: Role | undefined;
};

export const peopleQuery = (asked: PeopleAsked, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["people", "list", asked],
    meta: { live: ["settings"] },
    queryFn: ({ pageParam, signal }) => listMembers({ ...asked, cursor: pageParam, limit: 100 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const memberQuery = (member: string, language: Language) =>
  queryOptions({
    queryKey: ["people", "one", member],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => showMember({ member }, { language, signal }),
  });

export const leavesQuery = (member: string, year: string, language: Language) =>
  queryOptions({
    queryKey: ["people", "leaves", member, year],
    meta: { live: ["leaves"] },
    queryFn: ({ signal }) =>
      listLeaves({ member, from: `${year}-01-01`, before: `${Number(year) + 1}-01-01`, limit: 50 }, { language, signal }),
  });

export const memberDaysQuery = (member: string, year: number, language: Language) =>
  queryOptions({
    queryKey: ["calendars", "member", member, year],
    meta: { live: ["leaves", "settings"] },
    queryFn: ({ signal }) => showMemberCalendar({ id: member, year }, { language, signal }),
  });

export const strangersQuery = (language: Language) =>
  infiniteQueryOptions({
    queryKey: ["unattributed", "people"],
    meta: { live: ["activities", "settings"] },
    queryFn: ({ pageParam, signal }) => listUnattributed({ cursor: pageParam, limit: 50 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const namedQuery = (find: string, language: Language) =>
  queryOptions({
    queryKey: ["people", "named", find],
    queryFn: ({ signal }) => findMembers({ find, limit: 8 }, { language, signal }),
    placeholderData: keepPreviousData,
  });
