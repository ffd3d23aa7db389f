import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { onSignedOut, tellSignedIn } from "../ask.ts";
import { useLanguage } from "../language.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { sessionQuery } from "./session.ts";

const SignInPage = lazy(async () => ({ default: (await import("./sign-in-page.tsx")).SignInPage }));
const SignInAgain = lazy(async () => ({ default: (await import("./sign-in-again.tsx")).SignInAgain }));

/** Pages of their own before anybody is signed in. */
const openPages: ReadonlySet<string> = new Set(["/sign-in", "/set-up", "/link"]);

export const useIsOpenPage = (): boolean => openPages.has(useRouterState({ select: ({ location }) => location.pathname }));

/** Lets in whoever is signed in. Who is not signs in where they are, and sees what the address shows. */
export const SessionGate = ({ children, open }: { children: ReactNode; open: ReactNode }) => {
  const { language } = useLanguage();
  const isOpenPage = useIsOpenPage();
  const session = useQuery(sessionQuery(language));
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  const cameBack = () => {
    setEnded(false);
    tellSignedIn();
  };
  if (isOpenPage) return open;
  if (session.data === undefined && session.error !== null)
    return (
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl p-6">
        <Trouble error={session.error} onAgain={() => void session.refetch()} />
      </main>
    );
  if (session.data === undefined) return <PageSkeleton />;
  const { signedIn } = session.data;
  if (signedIn === null)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <SignInPage onDone={cameBack} />
      </Suspense>
    );
  return (
    <>
      {children}
      {hasEnded && (
        <Suspense>
          <SignInAgain signedIn={signedIn} onDone={cameBack} />
        </Suspense>
      )}
    </>
  );
};
