"use client";

import { type ReactNode, useState } from "react";
import { PasskeyButton } from "../passkey-button";
import { SecondStep } from "./second-step";
import { SignInForm } from "./sign-in-form";

type SignInScreenProps = { next: string; hasPasskeys: boolean; above: ReactNode; below: ReactNode };

/** Password, passkey or provider first; then, for those who want it, the code of their app. */
export function SignInScreen({ next, hasPasskeys, above, below }: SignInScreenProps) {
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode) return <SecondStep next={next} onStartOver={() => setNeedsCode(false)} />;
  return (
    <>
      {above}
      <SignInForm next={next} onSecondStep={() => setNeedsCode(true)} />
      {hasPasskeys && <PasskeyButton next={next} />}
      {below}
    </>
  );
}
