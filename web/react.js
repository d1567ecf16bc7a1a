"use client";

// <tms-credentials> for React 18 and 19: its properties and events as props, and nothing else. It is in the npm package only,
// as it is written here.

import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";

import "./tms-credentials-define.js";

/** @typedef {import("./react.js").TmsCredentialsProps} Props */
/** @typedef {import("./tms-credentials-element.js").TmsCredentialsElement} Element */

const EVENTS = /** @type {const} */ ([
  ["tms-credentials-ready", "onReady"],
  ["tms-credentials-established", "onEstablished"],
  ["tms-credentials-revoked", "onRevoked"],
  ["tms-credentials-error", "onError"],
]);

export const TmsCredentials = forwardRef(
  /** @param {Props} props @param {import("react").ForwardedRef<Element>} ref */
  function TmsCredentials(props, ref) {
    const element = useRef(/** @type {Element | null} */ (null));
    const latest = useRef(props);
    useImperativeHandle(ref, () => /** @type {Element} */ (element.current), []);

    useEffect(() => {
      latest.current = props;
    });
    useEffect(() => {
      const here = element.current;
      const ending = new AbortController();
      for (const [type, name] of EVENTS) {
        const tell = (/** @type {any} */ event) => latest.current[name]?.(event);
        here?.addEventListener(type, tell, { signal: ending.signal });
      }
      return () => ending.abort();
    }, []);

    // A function that is written anew with each rendering is no new source of tokens, and starts nothing again.
    const givesToken = Boolean(props.getToken);
    useEffect(() => {
      if (!element.current) return;
      element.current.getToken = givesToken
        ? async (reason) => (await latest.current.getToken?.(reason)) ?? ""
        : null;
    }, [givesToken]);
    const transport = props.transport ?? null;
    useEffect(() => {
      if (element.current) element.current.transport = transport;
    }, [transport]);

    const help = props.help ?? null;
    useEffect(() => {
      if (element.current) element.current.help = help;
    }, [help]);

    return createElement("tms-credentials", {
      ref: element,
      systems: props.systems?.join(" "),
      system: props.system,
      "verify-on-open": props.verifyOnOpen ? "" : undefined,
      "base-url": props.baseUrl,
      theme: props.theme,
      id: props.id,
      class: props.className,
      style: props.style,
    });
  },
);
