// A button that can be busy or unavailable and still keeps the keyboard focus: `aria-disabled`, not
// `disabled`, so that a person is not thrown to the top of the page when an operation starts.

import { Spinner } from "./icons.jsx";

/**
 * @param {object} props
 * @param {import("preact").ComponentChildren} props.children
 * @param {() => void} [props.onClick] not needed for type "submit"
 * @param {"button" | "submit"} [props.type]
 * @param {"plain" | "primary" | "danger"} [props.look]
 * @param {boolean} [props.small] where many stand together
 * @param {boolean} [props.busy] its own operation runs
 * @param {boolean} [props.disabled]
 * @param {string} [props.label] the accessible name, where the text alone is ambiguous
 * @param {string} [props.control] what it does, for those who look for its like in another row
 * @param {import("preact").Ref<HTMLButtonElement>} [props.buttonRef]
 */
export function Button(props) {
  const {
    children,
    onClick,
    type = "button",
    look = "plain",
    small = false,
    busy = false,
    control,
    label,
    buttonRef,
  } = props;
  const disabled = busy || (props.disabled ?? false);
  return (
    <button
      ref={buttonRef}
      type={type}
      class={`button button-${look}${small ? " button-small" : ""}`}
      part={`button button-${look}`}
      data-control={control}
      aria-label={label}
      aria-disabled={disabled}
      aria-busy={busy}
      onClick={(event) => {
        // The second click of a double click is not meant for what the first one put there.
        if (disabled || event.detail > 1) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
