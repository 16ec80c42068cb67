// The places' marks, drawn by a few lines of WebGL of our own: a new day is one small buffer, not a layout of all tiles.
import type { CustomLayerInterface, CustomRenderMethodInput, Map as GlMap } from "maplibre-gl";
import { type Here, type Presence, worldSize } from "./present";

const SIZE = 32; // of a picture, in pixels of the page (marks.ts)
const PLAIN = 20.5; // of it that a mark takes which is not threatened
const COLUMNS = 16;
const CORNERS = new Float32Array([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5]);
const FIELDS = 4; // of a mark: x, y, picture, size

const VERTEX = `#version 300 es
uniform vec2 middle, frame;
uniform float scale, shift, rows;
in vec2 corner;
in vec4 mark;
out vec2 at;
void main() {
  vec2 pixel = (mark.xy - middle + vec2(shift, 0.0)) * scale + corner * mark.w;
  gl_Position = vec4(pixel.x / frame.x, -pixel.y / frame.y, 0.0, 1.0);
  vec2 slot = vec2(mod(mark.z, ${COLUMNS}.0), floor(mark.z / ${COLUMNS}.0));
  at = (slot + 0.5 + corner * mark.w / ${SIZE}.0) / vec2(${COLUMNS}.0, rows);
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D pictures;
in vec2 at;
out vec4 colour;
void main() {
  colour = texture(pictures, at);
  if (colour.a == 0.0) discard;
}`;

const UNIFORMS = ["middle", "frame", "scale", "shift", "rows"] as const;

type Draw = (name: string, ratio: number) => ImageData;

export class Sprites implements CustomLayerInterface {
  readonly id = "marks";
  readonly type = "custom";
  readonly renderingMode = "2d";
  private map: GlMap | null = null;
  private gl: WebGL2RenderingContext | null = null;
  private program: WebGLProgram | null = null;
  private array: WebGLVertexArrayObject | null = null;
  private buffer: WebGLBuffer | null = null;
  private texture: WebGLTexture | null = null;
  private places: Record<string, WebGLUniformLocation | null> = {};
  private names: readonly string[] = [];
  private fields = new Float32Array(0);
  private count = 0;
  private stale = { marks: true, pictures: true };
  private began = 0;

  /** @param drawn is told when what was put last has been drawn, and how many milliseconds that took. */
  constructor(private readonly draw: Draw, private readonly drawn: (taken: number) => void) {}

  /** Shows these marks from the next frame on. */
  put(presence: Presence, here: readonly Here[]): void {
    if (this.names !== presence.pictures) {
      this.names = presence.pictures;
      this.stale.pictures = true;
    }
    if (this.fields.length < here.length * FIELDS) this.fields = new Float32Array(Math.max(here.length, presence.places.length) * FIELDS);
    here.forEach(({ at, mark, threatened }, i) =>
      this.fields.set([presence.world[2 * at] ?? 0, presence.world[2 * at + 1] ?? 0, mark, threatened ? SIZE : PLAIN], i * FIELDS),
    );
    this.count = here.length;
    if (!this.stale.marks) this.began = performance.now();
    this.stale.marks = true;
    this.map?.triggerRepaint();
  }

  onAdd(map: GlMap, context: WebGLRenderingContext | WebGL2RenderingContext): void {
    const gl = context as WebGL2RenderingContext;
    this.map = map;
    this.gl = gl;
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
      const shader = gl.createShader(kind);
      if (!shader) continue; // the context is lost: it is begun again when it is back
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.bindAttribLocation(program, 0, "corner");
    gl.bindAttribLocation(program, 1, "mark");
    gl.linkProgram(program);
    this.program = program;
    // asked for once: each question waits for the graphics process
    this.places = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)]));
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, CORNERS, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    this.buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, FIELDS, gl.FLOAT, false, 0, 0);
    gl.vertexAttribDivisor(1, 1);
    gl.bindVertexArray(null);
    this.texture = gl.createTexture();
    this.stale = { marks: true, pictures: true };
  }

  onRemove(): void {
    this.map = this.gl = null;
  }

  render(_context: WebGLRenderingContext | WebGL2RenderingContext, _input: CustomRenderMethodInput): void {
    const { gl, map, program } = this;
    if (!gl || !map || !program) return;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    if (this.stale.pictures) this.fillTexture(gl);
    gl.bindVertexArray(this.array);
    if (this.stale.marks) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
      gl.bufferData(gl.ARRAY_BUFFER, this.fields.subarray(0, this.count * FIELDS), gl.DYNAMIC_DRAW);
    }
    if (this.count > 0) this.drawAll(gl, map, program);
    gl.bindVertexArray(null);
    if (this.stale.marks) {
      this.stale.marks = false;
      this.drawn(performance.now() - this.began);
    }
  }

  private drawAll(gl: WebGL2RenderingContext, map: GlMap, program: WebGLProgram): void {
    const set = (name: (typeof UNIFORMS)[number]): WebGLUniformLocation | null => this.places[name] ?? null;
    const { clientWidth, clientHeight } = map.getCanvas();
    const at = map.getCenter().toArray();
    const scale = worldSize(map.getZoom());
    const [x, y] = inSquare(at);
    gl.useProgram(program);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.uniform2f(set("middle"), x, y);
    gl.uniform2f(set("frame"), clientWidth / 2, clientHeight / 2);
    gl.uniform1f(set("scale"), scale);
    gl.uniform1f(set("rows"), Math.ceil(this.names.length / COLUMNS));
    const reach = clientWidth / 2 / scale; // of the view to either side, in worlds: marks stand in each world that is seen
    for (let world = Math.floor(x - reach); world <= Math.floor(x + reach); world++) {
      gl.uniform1f(set("shift"), world);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count);
    }
  }

  /** All pictures in one texture, in rows. */
  private fillTexture(gl: WebGL2RenderingContext): void {
    this.stale.pictures = false;
    const ratio = Math.max(1, Math.min(3, Math.round(devicePixelRatio)));
    const side = SIZE * ratio;
    const rows = Math.max(1, Math.ceil(this.names.length / COLUMNS));
    gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, null);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, COLUMNS * side, rows * side, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    this.names.forEach((name, i) =>
      gl.texSubImage2D(gl.TEXTURE_2D, 0, (i % COLUMNS) * side, Math.floor(i / COLUMNS) * side, gl.RGBA, gl.UNSIGNED_BYTE, this.draw(name, ratio)),
    );
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }
}

/** The middle of the view on the world's square; its longitude may lie in another world. */
function inSquare([lon, lat]: [number, number]): [number, number] {
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return [lon / 360 + 0.5, y];
}
