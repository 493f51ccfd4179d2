"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { gitMessages as messages } from "@/app/_messages/git";
import { Field } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { Input } from "@/app/_ui/input";

type GitFieldProps = {
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
  disabled?: boolean | undefined;
};

export function AddressField({ value, onValue, error }: GitFieldProps) {
  return (
    <Field label={messages.address} name="url" description={messages.addressHint} error={error}>
      <Input
        value={value}
        onValueChange={onValue}
        type="url"
        inputMode="url"
        placeholder={messages.addressPlaceholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono text-mono"
      />
    </Field>
  );
}

export function BranchField({ value, onValue, error }: GitFieldProps) {
  return (
    <Field label={messages.branch} name="branch" description={messages.branchHint} error={error}>
      <Input
        value={value}
        onValueChange={onValue}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={250}
        className="font-mono text-mono"
      />
    </Field>
  );
}

/** A token that can be looked at while it is typed; a stored one is never brought here. */
export function TokenField(props: GitFieldProps & { description: string }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      label={messages.token}
      name="token"
      description={props.description}
      error={props.error}
      disabled={props.disabled}
    >
      <div className="relative">
        <Input
          value={props.value}
          onValueChange={props.onValue}
          type={isShown ? "text" : "password"}
          // Not a password of this site: managers must neither offer one nor keep this.
          autoComplete="off"
          data-1p-ignore=""
          data-lpignore="true"
          autoCapitalize="none"
          spellCheck={false}
          className="pr-9 font-mono text-mono"
        />
        <IconButton
          label={isShown ? messages.hideToken : messages.showToken}
          size="small"
          className="absolute top-1 right-1"
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </div>
    </Field>
  );
}
