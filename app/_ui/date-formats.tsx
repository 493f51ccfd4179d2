"use client";

import { createContext, useContext } from "react";
import { type DateFormats, plainFormats } from "./relative-words";

/** How the person who is signed in wants dates written. */
export const DateFormatsContext = createContext<DateFormats>(plainFormats);

export const useDateFormats = (): DateFormats => useContext(DateFormatsContext);
