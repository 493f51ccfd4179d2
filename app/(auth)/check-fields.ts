import { fieldProblems } from "@/app/_messages/auth";

/** Each gives what is wrong with a field, or undefined. The server checks again. */
export function checkName(name: string): string | undefined {
  if (name.trim() === "") return fieldProblems.nameMissing;
  return name.trim().length > 100 ? fieldProblems.nameTooLong : undefined;
}

export function checkEmail(email: string): string | undefined {
  if (email.trim() === "") return fieldProblems.emailMissing;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : fieldProblems.emailWrong;
}

/** For a password that is there already: its length is the server's to judge. */
export const checkGivenPassword = (password: string): string | undefined =>
  password === "" ? fieldProblems.passwordMissing : undefined;

export function checkNewPassword(password: string): string | undefined {
  if (password.length < 10) return fieldProblems.passwordTooShort;
  return password.length > 128 ? fieldProblems.passwordTooLong : undefined;
}

/** A code of an app, or a recovery code. */
export const checkCode = (code: string): string | undefined =>
  code.trim() === "" ? fieldProblems.codeMissing : undefined;
