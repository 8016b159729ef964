-- Shows the frames of the chat in Wireshark and tshark: a length of four bytes, then one JSON object.
--
--   tshark -X lua_script:chatctl.lua -r chat.pcap -O chatctl
--   Wireshark: copy it to the folder that Help > About > Folders calls "Personal Lua Plugins"
--
-- Another port than 3000: Decode As … > chatctl, or -d tcp.port==3001,chatctl

local HEADER = 4
local LONGEST_BODY = 52428800

local chat = Proto("chatctl", "Chat of chatctl")

local fields = {
  length = ProtoField.uint32("chatctl.length", "Length of the body", base.DEC),
  body = ProtoField.string("chatctl.body", "Body", base.UNICODE),
  type = ProtoField.string("chatctl.type", "Type", base.UNICODE),
  from = ProtoField.string("chatctl.from", "From", base.UNICODE),
  target = ProtoField.string("chatctl.target", "Target", base.UNICODE),
  msg = ProtoField.string("chatctl.msg", "Text", base.UNICODE),
  filename = ProtoField.string("chatctl.filename", "File name", base.UNICODE),
  file_id = ProtoField.string("chatctl.file_id", "Id of the file", base.UNICODE),
  msg_id = ProtoField.string("chatctl.msg_id", "Id of the packet", base.UNICODE),
  protocol_version = ProtoField.string("chatctl.protocol_version", "Version of the protocol", base.UNICODE),
}
-- In the order in which they are shown.
local SHOWN = { "type", "from", "target", "msg", "filename", "file_id", "msg_id", "protocol_version" }

local bad_length = ProtoExpert.new(
  "chatctl.bad_length", "No frame has this length", expert.group.MALFORMED, expert.severity.ERROR
)
local bad_body = ProtoExpert.new(
  "chatctl.bad_body", "The body is no JSON object", expert.group.MALFORMED, expert.severity.ERROR
)

chat.fields = {
  fields.length, fields.body, fields.type, fields.from, fields.target, fields.msg, fields.filename,
  fields.file_id, fields.msg_id, fields.protocol_version,
}
chat.experts = { bad_length, bad_body }
chat.prefs.port = Pref.uint("TCP port", 3000, "Port of the chat server")

local json = Dissector.get("json")

local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

-- UTF-8 of one code point.
local function utf8_of(code)
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64) end
  if code < 0x10000 then
    return string.char(0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  end
  return string.char(
    0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64,
    0x80 + math.floor(code / 64) % 64, 0x80 + code % 64
  )
end

-- What stands between the quotes of a JSON string, read.
local function unescape(text)
  local parts, at = {}, 1
  while true do
    local slash = text:find("\\", at, true)
    if slash == nil then break end
    parts[#parts + 1] = text:sub(at, slash - 1)
    local high = text:match("^u(%x%x%x%x)", slash + 1)
    local code = high and tonumber(high, 16)
    local low = code and code >= 0xD800 and code < 0xDC00 and text:match("^\\u([Dd][C-Fc-f]%x%x)", slash + 6)
    if low then
      -- A pair of surrogates is one code point.
      parts[#parts + 1] = utf8_of(0x10000 + (code - 0xD800) * 1024 + (tonumber(low, 16) - 0xDC00))
      at = slash + 12
    elseif code then
      parts[#parts + 1] = utf8_of(code)
      at = slash + 6
    else
      local letter = text:sub(slash + 1, slash + 1)
      parts[#parts + 1] = ESCAPES[letter] or letter
      at = slash + 2
    end
  end
  parts[#parts + 1] = text:sub(at)
  return table.concat(parts)
end

-- Position of the quote that ends the string opened at `open`.
local function string_end(text, open)
  local at = open + 1
  while at <= #text do
    local letter = text:byte(at)
    if letter == 0x5C then at = at + 1
    elseif letter == 0x22 then return at end
    at = at + 1
  end
  return nil
end

-- The members of the outermost object whose values are strings: key -> { value, first byte, last byte }.
local function string_members(text)
  local members = {}
  local depth, key, at = 0, nil, 1
  while at <= #text do
    local letter = text:sub(at, at)
    if letter == '"' then
      local stop = string_end(text, at)
      if stop == nil then return nil end
      if depth == 1 then
        local after = text:match("^%s*()", stop + 1)
        if key == nil and text:sub(after, after) == ":" then
          key = unescape(text:sub(at + 1, stop - 1))
        elseif key ~= nil then
          members[key] = { unescape(text:sub(at + 1, stop - 1)), at, stop }
          key = nil
        end
      end
      at = stop
    elseif letter == "{" or letter == "[" then depth = depth + 1
    elseif letter == "}" or letter == "]" then depth = depth - 1
    elseif letter == "," and depth == 1 then key = nil
    end
    at = at + 1
  end
  return depth == 0 and members or nil
end

local function length_of(buffer, _, offset)
  local length = buffer(offset, HEADER):uint()
  -- Behind a wrong length there are no frames: what is left of the segment is shown as one.
  if length == 0 or length > LONGEST_BODY then return buffer:len() - offset end
  return HEADER + length
end

local function dissect_frame(buffer, info, tree)
  local length = buffer(0, HEADER):uint()
  local node = tree:add(chat, buffer())
  node:add(fields.length, buffer(0, HEADER))
  if length == 0 or length > LONGEST_BODY then
    node:add_proto_expert_info(bad_length)
    info.cols.info:append(" [bad length " .. length .. "]")
    return buffer:len()
  end
  local body = buffer(HEADER, length)
  local text = body:raw()
  node:add(fields.body, body, text)
  local members = text:match("^%s*{") and string_members(text) or nil
  if members == nil then
    node:add_proto_expert_info(bad_body)
    info.cols.info:append(" [no JSON object]")
    return buffer:len()
  end
  for _, name in ipairs(SHOWN) do
    local member = members[name]
    if member ~= nil then
      node:add(fields[name], body(member[2] - 1, member[3] - member[2] + 1), member[1])
    end
  end
  local kind = members.type and members.type[1] or "no type"
  local from = members.from and (" from " .. members.from[1]) or ""
  node:append_text(": " .. kind .. from)
  info.cols.info:append(" " .. kind .. from)
  if json ~= nil then json:call(body:tvb(), info, node) end
  return buffer:len()
end

function chat.dissector(buffer, info, tree)
  info.cols.protocol = "chatctl"
  info.cols.info:clear()
  dissect_tcp_pdus(buffer, tree, HEADER, length_of, dissect_frame)
  info.cols.protocol = "chatctl"
  return buffer:len()
end

local port = 0
local function use_port()
  local ports = DissectorTable.get("tcp.port")
  if port ~= 0 then ports:remove(port, chat) end
  port = chat.prefs.port
  if port ~= 0 then ports:add(port, chat) end
end
chat.prefs_changed = use_port
use_port()
DissectorTable.get("tcp.port"):add_for_decode_as(chat)
