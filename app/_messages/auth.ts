/** Sentences of signing in, signing up and resetting a password. */
export const authMessages = {
  tagline: "Search and ask your team’s code, on a machine of your own.",
  name: "Name",
  email: "E-mail",
  password: "Password",
  newPassword: "New password",
  passwordHint: "At least 10 characters. A few words in a row are easy to keep.",
  showPassword: "Show the password",
  hidePassword: "Hide the password",

  signInTitle: "Sign in",
  signIn: "Sign in",
  forgot: "Forgot it?",
  noAccount: "New here?",
  signUpLink: "Create an account",
  continueWith: (provider: string) => `Continue with ${provider}`,
  or: "or",

  withPasskey: "Sign in with a passkey",
  deleted: "Your account is deleted.",
  twoFactorTitle: "One more step",
  twoFactorBody: "Type the code that your authenticator app shows now.",
  recoveryBody: "Type one of the recovery codes you kept. It works once.",
  code: "Code",
  recoveryCode: "Recovery code",
  useRecovery: "Use a recovery code",
  useApp: "Use the code of your app",
  verify: "Sign in",
  startOver: "Start over",

  signUpTitle: "Create an account",
  signUp: "Create account",
  haveAccount: "Have an account?",
  signInLink: "Sign in",
  signUpClosedTitle: "New accounts are closed",
  signUpClosedBody: "Whoever runs this server has turned signing up off. Ask them for an account.",

  forgotTitle: "Reset your password",
  forgotBody: "Give the address you signed up with. You get a link to choose a new password.",
  sendLink: "Send the link",
  linkSentTitle: "Look into your mail",
  linkSentBody: (email: string) =>
    `If ${email} has an account, a link to choose a new password is on its way. It works for an hour.`,
  outboxHint:
    "No mail came? A server without a mail server keeps its mails in the file outbox.jsonl of its data folder: whoever runs it finds the link there.",
  backToSignIn: "Back to sign in",

  resetTitle: "Choose a new password",
  resetBody: "Every device that is signed in with the old one is signed out.",
  reset: "Save the password",
  resetDone: "The new password is saved. Sign in with it.",
  linkExpiredTitle: "This link does not work any more",
  linkExpiredBody: "A link works once, and for an hour. Ask for a new one.",
  newLink: "Ask for a new link",
};

/** What was filled in wrongly, and how to put it right. */
export const fieldProblems = {
  nameMissing: "Write the name others should see.",
  nameTooLong: "Shorten the name to 100 characters.",
  emailMissing: "Write your e-mail address.",
  emailWrong: "This is no e-mail address. It looks like name@example.org.",
  codeMissing: "Type the code.",
  passwordMissing: "Write your password.",
  passwordTooShort: "Use at least 10 characters.",
  passwordTooLong: "Use at most 128 characters.",
};

/** What the server refused, and what to do. */
export const authProblems = {
  wrongPassword: "The e-mail or the password is not right. Try again, or reset the password.",
  emailTaken: "This address has an account already. Sign in, or reset its password.",
  signUpClosed: "Signing up is turned off on this server. Ask whoever runs it for an account.",
  wrongCurrentPassword: "This is not your current password.",
  noPassword: "Your account has no password: you sign in with GitHub or Google. Reset it to get one.",
  linkExpired: "This link does not work any more. Ask for a new one.",
  wrongCode: "This code is not right. Codes change every half minute: try the one that shows now.",
  wrongRecoveryCode: "This recovery code is not right, or was used before. Try another one.",
  codesSpent: "Too many wrong codes. Start over with your password.",
  locked: "Too many wrong codes in a row. Wait a quarter of an hour, then sign in again.",
  challengeOver: "This sign-in has taken too long. Start over with your password.",
  wrongPasswordHere: "This is not your password.",
  passkeyUnknown: "This passkey does not open an account here. Sign in another way.",
  notFresh: "You signed in more than a day ago. Sign in again to go on.",
  signedOut: "You are signed out. Sign in again to go on.",
  foreignOrigin:
    "The server does not trust this address. Open Carrel at its own address, or have it added to TRUSTED_ORIGINS.",
  tooMany: (seconds: number) =>
    `Too many tries. Wait ${seconds === 1 ? "1 second" : `${seconds} seconds`}, then try again.`,
  offline: "The server cannot be reached. Check your connection, then try again.",
  unexpected: "The server could not do this. Try again; if it stays, tell whoever runs it.",
  providerRefused: "GitHub or Google did not let you in. Try again, or use your e-mail and password.",
  providerUnlinked: "An account with this address exists already. Sign in the way you did before.",
};
