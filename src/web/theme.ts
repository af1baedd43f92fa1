import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  InputWrapper,
  type MantineColorsTuple,
  Menu,
  Modal,
} from "@mantine/core";
import classes from "./theme.module.css";

/** `--accent-0` … `--accent-9` of tokens.css; Mantine wants literals to derive contrast from. */
const petrol: MantineColorsTuple = [
  "#eff8fe",
  "#ddf0fb",
  "#bee3f7",
  "#91cff0",
  "#60b8e3",
  "#3ba3d1",
  "#1580ab",
  "#066588",
  "#06506d",
  "#07394e",
];

/** Mantine writes a button's variables on the element itself, so ours must go the same way. */
const PLAIN = { "--button-height": "28px", "--button-padding-x": "10px", "--button-fz": "12px" };
const FILLED = { ...PLAIN, "--button-color": "var(--on-accent)" };

export const theme = createTheme({
  colors: { petrol },
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  cursorType: "pointer",
  fontFamily: "var(--sans)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "14px", xl: "16px" },
  lineHeights: { xs: "16px", sm: "16px", md: "20px", lg: "22px", xl: "26px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "8px", xl: "8px" },
  defaultRadius: "sm",
  headings: { fontWeight: "650" },
  components: {
    Button: Button.extend({
      defaultProps: { variant: "default", size: "xs" },
      classNames: { root: classes.button ?? "" },
      vars: (_, { variant }) => ({ root: variant === "filled" ? FILLED : PLAIN }),
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: "xs" },
      classNames: { input: classes.checkbox ?? "", label: classes.checkboxLabel ?? "" },
    }),
    Input: Input.extend({
      defaultProps: { size: "xs" },
      classNames: { input: classes.input ?? "" },
    }),
    InputWrapper: InputWrapper.extend({
      defaultProps: { size: "sm" },
      classNames: {
        label: classes.label ?? "",
        description: classes.description ?? "",
        error: classes.error ?? "",
      },
    }),
    Menu: Menu.extend({
      // Inside the page's landmarks, not behind them at the end of the body; and the first item takes the focus, because the
      // placeholder that would take it is no child that a menu may have.
      defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false },
      classNames: { dropdown: classes.menu ?? "", item: classes.menuItem ?? "" },
    }),
    Modal: Modal.extend({
      defaultProps: { centered: false, overlayProps: { backgroundOpacity: 0.35 }, size: 520 },
      classNames: {
        content: classes.modal ?? "",
        header: classes.modalHeader ?? "",
        title: classes.modalTitle ?? "",
        body: classes.modalBody ?? "",
      },
    }),
  },
});

const fromTokens = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-bright": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-3)",
  "--mantine-color-placeholder": "var(--ink-3)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--ink-3)",
  "--mantine-color-disabled-border": "var(--line)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-error": "var(--fail)",
  "--mantine-color-success": "var(--pass)",
  "--mantine-primary-color-contrast": "var(--on-accent)",
  "--mantine-primary-color-filled": "var(--accent-fill)",
  "--mantine-primary-color-filled-hover": "var(--accent-hover)",
  "--mantine-color-petrol-filled": "var(--accent-fill)",
  "--mantine-color-petrol-filled-hover": "var(--accent-hover)",
};

/** Mantine's own colours follow ours in both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: fromTokens,
  dark: fromTokens,
});
