"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { authMessages } from "@/app/_messages/auth";
import { Field } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { Input } from "@/app/_ui/input";

type PasswordFieldProps = {
  label: string;
  name: string;
  /** Tells a password manager whether to fill in or to propose. */
  autoComplete: "current-password" | "new-password";
  error: string | undefined;
  description?: ReactNode;
  aside?: ReactNode;
};

/** A password that can be looked at while it is typed. */
export function PasswordField({ autoComplete, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field {...field}>
      <div className="relative">
        <Input
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          className="pr-9"
        />
        <IconButton
          label={shown ? authMessages.hidePassword : authMessages.showPassword}
          size="small"
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </div>
    </Field>
  );
}
